// The words of the queue; what forms, flags and keys say stands beside them.
import deeds from './words-deeds'
import flags from './words-flags'
import keys from './words-keys'

export default {
  zh: {
    queue: {
      title: '任务队列', choose: '选择队列', own: '我的岗位', others: '其他队列', desk: '派遣台', verify: '核查抽查',
      none: '这个账号还没有可看的队列。', list: '{queue}的上报单', count: '{count} 件', of: '{shown} / {all} 件',
      mine: '我的', mineFirst: '我的认领', rest: '其余',
      empty: '这里没有要办的事', emptyHint: '有新的上报单会自动出现。', noMatch: '没有符合条件的上报单', clear: '清除筛选',
      search: '搜编号、类别、地点、备注', searching: '正在备注里查找…', told: '备注里找到 {count} 件', openNumber: '按编号打开 {number}', unknownNumber: '没有这个编号，或不归您看。',
      filters: '筛选', all: '全部', past: '已办结', open: '未办结', category: '类别', anyCategory: '全部类别', community: '社区', anyCommunity: '全部社区',
      flag: '疑点', flagged: '有疑点', onlyLate: '已超时', wish: '待我审批', sort: '排序',
      sorts: { due: '先到期', newest: '最新上报', oldest: '最早上报', bounces: '退转最多', moved: '最近变动' },
      kinds: {
        submitted: '无主', returned: '退回', objection: '异议', appeal: '超时申诉', policy: '按规定核查', flagged: '疑点核查', sample: '抽样核查', held: '积分待核',
      },
      line: { connecting: '正在连接', live: '实时', broken: '已断开，正在重连', ended: '登录已失效，请重新登录' },
      unsettled: '{count} 处变化，点此更新列表', settled: '列表已更新', came: '新到 {count} 件', left: '{count} 件已移出',
      gone: '已移出本队列', you: '我', until: '至 {time}', restsUntil: '挂账至 {time}',
      riders: '{count} 人佐证', bounces: '退转 {count} 次', round: '第 {round} 轮', level: '督办 {level} 级', asked: '待上报人答复', flags: '{count} 个疑点',
      wants: { extension: '申请延期', suspension: '申请挂账' }, back: '返回列表', map: '地图', showMap: '显示地图', hideMap: '隐藏地图', mapLabel: '本队列上报单的位置，共 {count} 处',
      loadingMore: '正在读取其余的上报单…', help: '快捷键', broken: '其余的上报单没有读完。', incomplete: '有一处系统故障尚未修复，可能有上报单没有显示。',
      soonTile: '一小时内到期', pick: '从左边选一件，或按 j 开始。', overview: '本队列概况',
    },
    ...keys.zh, ...deeds.zh, ...flags.zh,
  },
  en: {
    queue: {
      title: 'Queue', choose: 'Choose a queue', own: 'My posts', others: 'Other queues', desk: 'Operator’s desk', verify: 'Verification draw',
      none: 'This login has no queue to look at yet.', list: 'Reports of {queue}', count: '{count} reports', of: '{shown} of {all}',
      mine: 'Mine', mineFirst: 'My claims', rest: 'The others',
      empty: 'Nothing to do here', emptyHint: 'A new report appears by itself.', noMatch: 'No report fits these filters', clear: 'Clear filters',
      search: 'Number, category, place, note', searching: 'Looking through the notes…', told: '{count} found in notes', openNumber: 'Open number {number}', unknownNumber: 'There is no such number, or it is not yours to see.',
      filters: 'Filters', all: 'All', past: 'Done', open: 'Open', category: 'Category', anyCategory: 'All categories', community: 'Community', anyCommunity: 'All communities',
      flag: 'Flags', flagged: 'Flagged', onlyLate: 'Overdue', wish: 'Awaits my approval', sort: 'Order',
      sorts: { due: 'Due first', newest: 'Newest first', oldest: 'Oldest first', bounces: 'Most bounced first', moved: 'Latest change first' },
      kinds: {
        submitted: 'Nobody’s', returned: 'Sent back', objection: 'Objection', appeal: 'Appeal', policy: 'Check by rule', flagged: 'Check of flags', sample: 'Sample check', held: 'Points held',
      },
      line: { connecting: 'Connecting', live: 'Live', broken: 'Connection lost, trying again', ended: 'Your session is over: sign in again' },
      unsettled: '{count} change: update the list | {count} changes: update the list', settled: 'List updated', came: '{count} new', left: '{count} left the queue',
      gone: 'Left this queue', you: 'me', until: 'until {time}', restsUntil: 'rests until {time}',
      riders: '{count} saw it too', bounces: 'bounced once | bounced {count} times', round: 'round {round}', level: 'escalated, level {level}', asked: 'reporter asked', flags: '{count} flag | {count} flags',
      wants: { extension: 'wants more time', suspension: 'wants to rest' }, back: 'Back to the list', map: 'Map', showMap: 'Show the map', hideMap: 'Hide the map', mapLabel: 'Where the reports of this queue are: {count} places',
      loadingMore: 'Reading the remaining reports…', help: 'Keys', broken: 'The remaining reports could not be read.', incomplete: 'A fault of ours is not mended yet; a report may be missing here.',
      soonTile: 'Due within the hour', pick: 'Choose one on the left, or press j to begin.', overview: 'This queue at a glance',
    },
    ...keys.en, ...deeds.en, ...flags.en,
  },
}
