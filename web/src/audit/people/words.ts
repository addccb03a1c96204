// The words of who held which post, and who saw personal data.
export default {
  zh: {
    people: {
      title: '人员', roles: '谁在何时担任什么', rolesHint: '岗位的授予和撤销都是事件；留空看全部历史，填时刻只看那时在岗的人。',
      at: '那一刻在岗（北京时间）', login: '账号', show: '查看', who: '账号', role: '岗位', place: '街道、社区', granted: '授予', revoked: '撤销', still: '在岗', by: '由 {login}',
      byNobody: '由系统', none: '没有符合条件的岗位', city: '全市', nowhere: '未记账号',
      seen: '谁看过个人信息', seenHint: '每次查看都先记入日志，再给出内容。', seenNone: '还没有人查看过个人信息', seenNoneHint: '派遣员查看上报人电话时，会先在这里留下记录和理由。',
      subject: '谁的', purpose: '理由', when: '时间', report: '上报单', openReport: '打开案卷',
      roleName: { dispatcher: '调度员', supervisor: '主管', operator: '派遣员', verifier: '核查员', lead: '负责人', auditor: '审计员', admin: '管理员', crew: '处置人员', rider: '小哥' },
    },
  },
  en: {
    people: {
      title: 'People', roles: 'Who held which post when', rolesHint: 'Posts are given and taken by events; leave the moment empty to see them all, or give one to see who was in post then.',
      at: 'In post at (China time)', login: 'Login', show: 'Show', who: 'Login', role: 'Post', place: 'Office, community', granted: 'Given', revoked: 'Taken', still: 'in post', by: 'by {login}',
      byNobody: 'by the system', none: 'No post fits', city: 'the whole city', nowhere: 'no login known',
      seen: 'Who saw personal data', seenHint: 'Each look is written into the log before anything is shown.', seenNone: 'Nobody has looked at personal data yet', seenNoneHint: 'When an operator asks for a reporter’s telephone, the look and its purpose stand here first.',
      subject: 'Whose', purpose: 'Purpose', when: 'When', report: 'Report', openReport: 'Open the report',
      roleName: { dispatcher: 'dispatcher', supervisor: 'supervisor', operator: 'operator', verifier: 'verifier', lead: 'lead', auditor: 'auditor', admin: 'administrator', crew: 'crew', rider: 'rider' },
    },
  },
}
