// The words of categories, communities, staff, rewards and rules.
export default {
  zh: {
    unit: { urgent_minute: '紧急分钟', urgent_hour: '紧急工作时', urgent_day: '紧急工作日', work_hour: '工作时', work_day: '工作日', natural_day: '自然日' },
    unitHint: { urgent_minute: '昼夜连续计时，节假日也算', urgent_hour: '昼夜连续计时，节假日也算', urgent_day: '昼夜连续计时，节假日也算', work_hour: '只算上班时间', work_day: '只算上班时间，八小时为一天', natural_day: '每天 24 小时' },
    closing: { self: '到期自动结案', another: '由他人核查', reporter: '由上报人确认' },
    closingHint: { self: '处置后几个工作日无异议即结案，按比例抽查', another: '每一件都由另一人核查', reporter: '上报人确认即结案，否则到期自动结案' },
    category: {
      add: '新增类别', code: '编码', codeHint: '部件 C、事项 M，加五位数字，如 M06010', group: '大类', name: '名称', name_en: '英文名称', source: '依据', source_code: '依据中的编号',
      condition: '立案条件', conditions: '立案条件与时限', conditionsHint: '小哥不选时，按最急的一条算，直到调度员核定。', conditionCode: '条件编码', conditionClosing: '结案条件', amount: '时限', unit: '单位', addCondition: '增加立案条件',
      question: '问题', questions: '上报时问小哥', noQuestions: '不问。', questionCode: '问题编码', questionCodeHint: '小写英文，保存后不改', text: '问题', text_en: '英文问题', choices: '选项', choicesHint: '一行一个；留空则自由填写', addQuestion: '增加问题',
      closing: '结案', closingKind: '结案方式', work_days: '几个工作日后自动结案', sample_percent: '抽查比例（%）', after_photo: '处置完成必须有照片', illustrative: '示例时限，不是本市规定',
      award: '积分', awardHint: '规则名和版本会写进每一笔积分；改分数时请把版本加一。', awardCode: '规则名', award_version: '规则版本', award_points: '首报积分', award_corroborator_points: '佐证积分',
      awardWords: '规则 {code} 第 {version} 版：首报 {points}，佐证 {corroborator_points}', version: '第 {version} 版', retired: '已停用',
      retire: '停用这个类别', retireAbout: '不再接受这一类的新上报；已上报的照常办理。',
    },
    community: { add: '新增社区', code: '社区编码', codeHint: '十二位数字，以街道编码开头', name: '名称', office: '街道', none: '还没有社区', close: '停用', closeAbout: '停用{name}：不再单独派给它，归街道办理。' },
    staff: {
      add: '新增人员', wholeCity: '全市', wholeOffice: '整个街道', post: '岗位', role: '岗位', community: '社区', addPost: '增加岗位', noPosts: '没有岗位', disabled: '已停用', loginHint: '小写字母和数字，例如 dispatcher9；保存后不改',
      onlyDispatchers: '主管可以授予本街道的调度员岗位；其他岗位请管理员设置。',
      reset: '重置密码', resetAbout: '给 {login} 生成一次性密码，一周内有效；现有登录全部退出。', disable: '停用账号', disableAbout: '{login} 立即退出，不能再登录；岗位保留。', enable: '启用账号', enableAbout: '{login} 可以用原来的密码重新登录。',
      once: '一次性密码，只显示这一次', onceAbout: '请当面交给 {login}；首次登录时必须改成自己的密码，一周内有效。', noted: '已记下，关闭',
    },
    reward: {
      add: '新增兑换品', none: '还没有兑换品', code: '编码', name: '名称', name_en: '英文名称', sponsor: '提供方', price: '所需积分', limit_per_rider: '每人最多', supplied: '累计入库', suppliedHint: '所有入库的总和；调大即补货', season_from: '兑换期从', season_to: '到',
      places: '领取地点', placesHint: '一行一个', withdraw: '下架', withdrawAbout: '不再提供兑换；已兑换的照常核销。', withdrawn: '已下架', inStock: '现有 {stock} 件', again: '已下架，保存后重新上架',
    },
    policy: {
      name: '城市名称', working_hours: '上班时间', hoursHint: '例如 08:00-12:00, 14:00-18:00', daily_points: '每人每天最多积分', daily_reports: '每人每天最多上报', duplicate_metres: '疑似重复的距离（米）', lookalike_metres: '照片比对的距离（米）', lookalike_days: '照片比对的天数',
      lease_share_percent: '认领有效期占时限（%）', lease_minimum_minutes: '认领有效期至少（分钟）', warn_percent: '用掉多少时限时催办（%）', reopen_days: '结案后几天内可重办', rate_days: '结案后几天内可评价', hand_over_days: '兑换后几天内领取',
      public_figures: '公开哪些指标', figuresHint: '勾选的指标任何人都能在城市看板看到，都不含个人信息。', templates: '回复模板', templatesHint: '写了某一步的模板，就代替内置的；不写则用内置的。', template: '模板', use: '用在哪一步', text_zh: '中文', text_en: '英文', addTemplate: '增加模板',
    },
    figure: { rates: '比率', times: '时长', overdue: '超时', participation: '参与', trend: '趋势', categories: '类别', map: '地图', stock: '存量' },
    use: { progress: '处置进展', resolve: '处置完成', return: '回退', transfer: '转派', suspend: '挂账', extend: '延期', ask: '询问', reject: '不予受理', decide: '裁定', escalate: '督办' },
  },
  en: {
    unit: { urgent_minute: 'urgent minutes', urgent_hour: 'urgent hours', urgent_day: 'urgent days', work_hour: 'working hours', work_day: 'working days', natural_day: 'natural days' },
    unitHint: { urgent_minute: 'Every minute counts, nights and holidays too', urgent_hour: 'Every hour counts, nights and holidays too', urgent_day: 'Every hour counts, nights and holidays too', work_hour: 'Working time alone counts', work_day: 'Working time alone counts; eight hours make a day', natural_day: '24 hours a day' },
    closing: { self: 'closes by itself', another: 'verified by another person', reporter: 'by the reporter’s word' },
    closingHint: { self: 'Closes after some working days without objection; a sample is drawn', another: 'Another person looks at every one', reporter: 'Closes when the reporter agrees, else by itself' },
    category: {
      add: 'Add a category', code: 'Code', codeHint: 'C for components, M for matters, and five digits: M06010', group: 'Group', name: 'Name', name_en: 'English name', source: 'Source', source_code: 'Number in the source',
      condition: 'Condition', conditions: 'Conditions and limits', conditionsHint: 'Where the rider names none, the most urgent applies until a dispatcher sets it.', conditionCode: 'Code of the condition', conditionClosing: 'Mended when', amount: 'Limit', unit: 'Unit', addCondition: 'Add a condition',
      question: 'Question', questions: 'Asked of the rider', noQuestions: 'Nothing.', questionCode: 'Code of the question', questionCodeHint: 'lower-case English; not changed later', text: 'Question', text_en: 'Question in English', choices: 'Choices', choicesHint: 'One a line; none for free words', addQuestion: 'Add a question',
      closing: 'Closing', closingKind: 'Who closes it', work_days: 'Working days until it closes by itself', sample_percent: 'Share drawn for a check (%)', after_photo: 'Resolving takes a photograph', illustrative: 'Limits are examples, no rule of this city',
      award: 'Points', awardHint: 'The name and version of the rule stand in every credit; with other points, raise the version.', awardCode: 'Name of the rule', award_version: 'Version of the rule', award_points: 'Points of a report', award_corroborator_points: 'Points of a corroborator',
      awardWords: 'rule {code}, version {version}: {points} for a report, {corroborator_points} for a corroborator', version: 'version {version}', retired: 'retired',
      retire: 'Retire this category', retireAbout: 'No new report of this category is taken; what was reported goes its way.',
    },
    community: { add: 'Add a community', code: 'Code of the community', codeHint: 'twelve digits, beginning with the code of its office', name: 'Name', office: 'Office', none: 'No community yet', close: 'Close', closeAbout: 'Close {name}: nothing is dispatched to it any more; its ground is the office’s.' },
    staff: {
      add: 'Add a person', wholeCity: 'the whole city', wholeOffice: 'the whole office', post: 'Post', role: 'Post', community: 'Community', addPost: 'Add a post', noPosts: 'no post', disabled: 'disabled', loginHint: 'lower-case letters and digits, such as dispatcher9; not changed later',
      onlyDispatchers: 'A supervisor gives the posts of dispatchers of the own office; an administrator gives the others.',
      reset: 'Reset password', resetAbout: 'Draws a one-time password for {login}, good for a week; every session ends.', disable: 'Disable', disableAbout: '{login} is signed out at once and cannot come back; the posts stay.', enable: 'Enable', enableAbout: '{login} can sign in again with the password of before.',
      once: 'One-time password, shown this once', onceAbout: 'Hand it to {login} in person; it must be replaced at the first sign-in and is good for a week.', noted: 'Noted, close',
    },
    reward: {
      add: 'Add a reward', none: 'No reward yet', code: 'Code', name: 'Name', name_en: 'English name', sponsor: 'Sponsor', price: 'Price in points', limit_per_rider: 'Most for one rider', supplied: 'Supplied in all', suppliedHint: 'All that ever came in; raise it to restock', season_from: 'From', season_to: 'Until',
      places: 'Where it is handed over', placesHint: 'One a line', withdraw: 'Withdraw', withdrawAbout: 'It is not offered any more; what was redeemed is handed over.', withdrawn: 'withdrawn', inStock: '{stock} in stock', again: 'withdrawn; saving offers it again',
    },
    policy: {
      name: 'Name of the city', working_hours: 'Working hours', hoursHint: 'such as 08:00-12:00, 14:00-18:00', daily_points: 'Most points a rider a day', daily_reports: 'Most reports a rider a day', duplicate_metres: 'A duplicate is hinted at within (metres)', lookalike_metres: 'Photographs are compared within (metres)', lookalike_days: 'Photographs are compared back (days)',
      lease_share_percent: 'A claim holds for this share of the limit (%)', lease_minimum_minutes: 'A claim holds at least (minutes)', warn_percent: 'Remind at this share of the limit (%)', reopen_days: 'Days to reopen what is closed', rate_days: 'Days to rate what is closed', hand_over_days: 'Days to fetch what was redeemed',
      public_figures: 'Figures for the public', figuresHint: 'Everybody sees what is ticked on the dashboard; nothing personal is in any of them.', templates: 'Reply texts', templatesHint: 'A text written here replaces the built-in ones for its step.', template: 'Text', use: 'For which step', text_zh: 'Chinese', text_en: 'English', addTemplate: 'Add a text',
    },
    figure: { rates: 'rates', times: 'times', overdue: 'overdue', participation: 'participation', trend: 'trend', categories: 'categories', map: 'map', stock: 'open reports' },
    use: { progress: 'progress', resolve: 'resolve', return: 'return', transfer: 'transfer', suspend: 'suspend', extend: 'extend', ask: 'ask', reject: 'reject', decide: 'decide', escalate: 'escalate' },
  },
}
