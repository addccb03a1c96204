// The words of the desk; each part brings its own.
import queue from './queue/words'
import setup from './setup/words'
import team from './team/words'

export default {
  zh: {
    title: '街道工作台',
    about: '街道调度员、主管、派遣员、核查员用自己的账号登录。',
    nav: { label: '工作台', queue: '队列', team: '班组', setup: '设置' },
    notYours: '这个账号没有工作台的岗位。',
    ...queue.zh, ...team.zh, ...setup.zh,
  },
  en: {
    title: 'Street office desk',
    about: 'Dispatchers, supervisors, operators and verifiers sign in with their own login.',
    nav: { label: 'Desk', queue: 'Queue', team: 'Team', setup: 'Set-up' },
    notYours: 'This login holds no post at the desk.',
    ...queue.en, ...team.en, ...setup.en,
  },
}
