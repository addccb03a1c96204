// The words of the first page.
export default {
  zh: {
    lead: '小哥随手一拍，街道马上处置，全程可查。',
    doors: {
      rider: { name: '我要上报', who: '小哥', about: '拍照、发送，十秒完成；看进展，领积分。' },
      desk: { name: '街道工作台', who: '调度员、主管、派遣员、核查员', about: '待办队列、认领、处置、核查。' },
      dashboard: { name: '城市看板', who: '所有人', about: '各街道的处置时长与按期率，数据可下载。' },
      audit: { name: '审计台', who: '审计员', about: '回放历史，对照事件，导出日志。' },
    },
    api: '接口文档',
    demoHint: '演示账号印在启动 make run 的终端里。',
  },
  en: {
    lead: 'A rider takes a photo, the street office mends it, and anyone can check every step.',
    doors: {
      rider: { name: 'Report a problem', who: 'Riders', about: 'Shoot and send in ten seconds; follow it, earn points.' },
      desk: { name: 'Street office desk', who: 'Dispatchers, supervisors, operators, verifiers', about: 'The queue: claim, mend, verify.' },
      dashboard: { name: 'City dashboard', who: 'Everybody', about: 'How fast each office mends things, with the data to download.' },
      audit: { name: 'Audit console', who: 'Auditors', about: 'Replay the history, compare events, export the log.' },
    },
    api: 'API documentation',
    demoHint: 'The logins of the demo are printed in the terminal where make run was started.',
  },
}
