// The words all forms of the set-up share, and those of the small parts.
export default {
  zh: {
    title: '城市设置',
    part: { categories: '类别与时限', communities: '社区', staff: '工作人员', rewards: '兑换品', policy: '办事规则', photos: '照片公开', blocked: '停用上报' },
    about: {
      categories: '可以上报什么，各立案条件的处置时限，怎样结案，得多少积分。已上报的按当时的版本办。',
      communities: '每个街道下的社区。边界由城市文件划定，这里不改。',
      staff: '谁能登录，担任什么岗位。新账号的一次性密码只显示一次。',
      rewards: '积分能换什么。已兑换的不受下架影响。',
      policy: '全城的办事规则，保存后立即对新的决定生效。',
      photos: '已处置的上报单里尚未公开的照片。看清没有人脸、车牌、门牌，再公开。',
      blocked: '滥用的小哥在一段时间内不能上报；查看、答复、异议照常。',
    },
    readOnly: '您的岗位可以查看这里，不能修改。',
    changes: '保存后会改变', nothing: '还没有改动。', becomes: '改为', goes: '删除', blank: '（空）', saved: '已保存：{what}', backToList: '返回列表',
    find: '查找', edit: '修改', remove: '移除', yes: '是', no: '否', closed: '已停用',
    column: { category: '类别', limits: '处置时限', closing: '结案方式', points: '积分', login: '账号', posts: '岗位', do: '操作', reward: '兑换品', price: '积分', stock: '库存 / 总量', season: '兑换期' },
    role: { dispatcher: '调度员', supervisor: '主管', operator: '派遣员', verifier: '核查员', lead: '负责人', auditor: '审计员', admin: '管理员' },
    photos: {
      release: '公开', releaseAbout: '公开后，任何人都能看到这张照片，不能收回。请确认看不出任何人是谁。', done: '已公开一张照片。',
      none: '没有等待公开的照片', noneHint: '上报单处置完成后，照片会出现在这里。',
    },
    blocked: {
      block: '停用一名小哥的上报', hint: '用上报单编号指明是谁；这里看不到姓名和电话。理由会给小哥本人看。', number: '上报单编号', words: '理由（小哥会看到）',
      until: '到什么时候', untilHint: '北京时间；留空则一直停用，直到恢复。', forever: '直到恢复', noSuch: '没有这个编号的上报单', none: '没有人被停用', noneHint: '停用到期或恢复后，会从这里消失。',
      rider: '小哥 {name}…', by: '由 {login} 停用', erased: '（内容已删除）', report: '相关上报单', lift: '恢复上报', why: '恢复的理由', blockedNow: '已停用。', lifted: '已恢复。',
    },
  },
  en: {
    title: 'Set-up of the city',
    part: { categories: 'Categories and limits', communities: 'Communities', staff: 'Staff', rewards: 'Rewards', policy: 'Rules of the house', photos: 'Photo release', blocked: 'Blocked riders' },
    about: {
      categories: 'What may be reported, the limit of each filing condition, how it is closed, what it earns. What was reported keeps the version of its day.',
      communities: 'The communities of each office. Their ground comes from the city’s files and is not changed here.',
      staff: 'Who may log in, and the posts they hold. The one-time password of a new login is shown once.',
      rewards: 'What points can be exchanged for. What was redeemed is handed over all the same.',
      policy: 'The rules of the whole city; once saved, they hold for every new decision.',
      photos: 'Photographs of mended problems that are not public yet. Make sure that no face, plate or door number can be read, then release.',
      blocked: 'A rider who abused the service cannot send in for a while; reading, answering and objecting go on.',
    },
    readOnly: 'Your post may look at this, but not change it.',
    changes: 'What saving will change', nothing: 'Nothing yet.', becomes: 'becomes', goes: 'goes:', blank: '(empty)', saved: 'Saved: {what}', backToList: 'Back to the list',
    find: 'Find', edit: 'Edit', remove: 'Remove', yes: 'yes', no: 'no', closed: 'closed',
    column: { category: 'Category', limits: 'Limits', closing: 'Closing', points: 'Points', login: 'Login', posts: 'Posts', do: 'Actions', reward: 'Reward', price: 'Points', stock: 'In stock / supplied', season: 'Season' },
    role: { dispatcher: 'dispatcher', supervisor: 'supervisor', operator: 'operator', verifier: 'verifier', lead: 'lead', auditor: 'auditor', admin: 'administrator' },
    photos: {
      release: 'Release', releaseAbout: 'Once released, everybody can see this photograph, and it cannot be taken back. Be sure that nobody can be recognised.', done: 'One photograph was released.',
      none: 'No photograph waits to be released', noneHint: 'Once a report is resolved, its photographs appear here.',
    },
    blocked: {
      block: 'Block a rider', hint: 'Say whom by the number of a report; no name and no telephone is shown here. The rider will read the reason.', number: 'Report number', words: 'Reason (the rider reads it)',
      until: 'Until when', untilHint: 'China time; empty means until it is lifted.', forever: 'until it is lifted', noSuch: 'There is no report of that number', none: 'Nobody is blocked', noneHint: 'A block that has ended or was lifted leaves this list.',
      rider: 'Rider {name}…', by: 'blocked by {login}', erased: '(erased)', report: 'The report', lift: 'Lift the block', why: 'Why it is lifted', blockedNow: 'Blocked.', lifted: 'Lifted.',
    },
  },
}
