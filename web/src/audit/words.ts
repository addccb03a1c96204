// The words of the audit console; each part brings its own.
import log from './log/words'
import report from './report/words'
import past from './past/words'
import people from './people/words'
import exported from './export/words'

export default {
  zh: {
    title: '审计台',
    about: '审计员用自己的账号登录：查日志，回到任何一个时刻，对照两个时刻。',
    nav: { label: '审计台', log: '日志', report: '案卷', past: '时光机', difference: '差异', people: '人员', export: '导出' },
    notYours: '这个账号没有审计的岗位。',
    who: { system: '系统 {name}', nobody: '未记名', rider: '小哥或工作人员，化名 {name}' },
    incomplete: '有一处系统故障尚未修复，这里的内容可能不完整。',
    ...log.zh, ...report.zh, ...past.zh, ...people.zh, ...exported.zh,
  },
  en: {
    title: 'Audit console',
    about: 'Auditors sign in with their own login: search the log, go back to any moment, compare two of them.',
    nav: { label: 'Audit console', log: 'Log', report: 'Report', past: 'Time machine', difference: 'Difference', people: 'People', export: 'Export' },
    notYours: 'This login holds no auditor’s post.',
    who: { system: 'system {name}', nobody: 'nobody named', rider: 'a rider or member of staff, pseudonym {name}' },
    incomplete: 'A fault of ours is not mended yet; something may be missing here.',
    ...log.en, ...report.en, ...past.en, ...people.en, ...exported.en,
  },
}
