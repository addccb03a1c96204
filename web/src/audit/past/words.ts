// The words of the time machine and of the difference between two moments.
export default {
  zh: {
    past: {
      title: '时光机', moment: '时刻', slider: '{label}：在日志的时间轴上移动', steps: '逐步移动', exact: '准确时刻（北京时间）', byPosition: '日志序号',
      position: '序号 {position}', newest: '最新', unit: { event: '一个事件', hour: '一小时', day: '一天' },
      by: {
        event: { back: '后退一个事件', on: '前进一个事件' }, hour: { back: '后退一小时', on: '前进一小时' }, day: { back: '后退一天', on: '前进一天' },
      },
      queue: '队列', everything: '全部上报单', desk: '派遣台', verify: '核查', show: '看什么', shows: { queue: '队列', figures: '指标', credits: '积分' },
      compare: '与最新对比', counts: '各状态数量', queueThen: '当时的队列', emptyQueue: '那一刻这个队列是空的', emptyQueueHint: '换一个时刻，或换一个队列。',
      nothingYet: '日志里还没有任何事件',
      column: { report: '上报单', state: '状态', place: '街道、社区', submitted: '上报', due: '截止', holder: '处置人' },
      period: '统计 {first} 至 {last}', rates: '比率（分子/分母）', times: '时长', figure: '指标', value: '值', formula: '口径', count: '件数', p50: '中位数', p90: '九成以内',
      span: { response: '响应', handling_clock: '处置（时限时钟）', handling_wall: '处置（自然时间）', whole: '全程', desk: '派遣台停留', verification: '核查' },
      stock: '存量', overdue: '超时 {overdue}，剔除 {exempted}，净超时 {net}',
      wallets: '小哥的积分', rider: '小哥（化名）', noPoints: '那一刻还没有人有积分', moreWallets: '只列出前 200 个钱包；合计包含全部。', accounts: '账户合计', sum: '总和',
      account: { balance: '余额', pending: '待入账', held: '暂缓', earned: '累计获得', spent: '已兑换', city: '城市发放', rewards: '兑换品' },
    },
    difference: {
      title: '两个时刻的差异', since: '之前', until: '之后', sum: '之前 {since} 件，之后 {until} 件：新进 {entered}，离开 {left}，变化 {changed}。',
      entered: '新进', left: '离开', changed: '变化', none: '没有', more: '只列出最新的 500 件。', what: '变了什么', otherwise: '有新事件，但这些字段没有变', yes: '是', no: '否',
      figures: '指标对照', figuresHint: '两个时刻各自结束的三十天。', turn: '变化', same: '相同', grounds: '比率相同，件数不同', less: '减少', greater: '增加',
      count: { open: '未结存量', overdue: '超时', exempted: '剔除' },
      field: {
        state: '状态', office: '街道', community: '社区', category: '类别', condition: '立案条件', due_at: '截止', overdue: '超时', claimed_by_login: '处置人',
        unit: '责任单位', round: '轮次', level: '督办级别', bounces: '退转次数',
      },
    },
  },
  en: {
    past: {
      title: 'Time machine', moment: 'Moment', slider: '{label}: move along the life of the log', steps: 'Step by step', exact: 'Exact moment (China time)', byPosition: 'Position',
      position: 'position {position}', newest: 'newest', unit: { event: 'event', hour: 'hour', day: 'day' },
      by: {
        event: { back: 'One event back', on: 'One event on' }, hour: { back: 'One hour back', on: 'One hour on' }, day: { back: 'One day back', on: 'One day on' },
      },
      queue: 'Queue', everything: 'All reports', desk: 'The operators’ desk', verify: 'To be verified', show: 'What to see', shows: { queue: 'Queue', figures: 'Figures', credits: 'Points' },
      compare: 'Compare with the newest', counts: 'How many in each state', queueThen: 'The queue as it was', emptyQueue: 'This queue was empty then', emptyQueueHint: 'Choose another moment, or another queue.',
      nothingYet: 'Nothing has happened in this log yet',
      column: { report: 'Report', state: 'State', place: 'Office, community', submitted: 'Submitted', due: 'Due', holder: 'Handler' },
      period: 'From {first} to {last}', rates: 'Rates (numerator/denominator)', times: 'How long it took', figure: 'Figure', value: 'Value', formula: 'How it is counted', count: 'Count', p50: 'Median', p90: '9 of 10 within',
      span: { response: 'Response', handling_clock: 'Handling, by its own clock', handling_wall: 'Handling, by the wall clock', whole: 'From report to close', desk: 'At the operators’ desk', verification: 'In verification' },
      stock: 'Open', overdue: '{overdue} overdue, {exempted} exempted, {net} net',
      wallets: 'Riders’ points', rider: 'Rider (pseudonym)', noPoints: 'Nobody had points then', moreWallets: 'The first 200 wallets are listed; the totals are of all.', accounts: 'Accounts', sum: 'Sum',
      account: { balance: 'Balance', pending: 'Pending', held: 'Held', earned: 'Earned in all', spent: 'Spent', city: 'Given by the city', rewards: 'Paid for rewards' },
    },
    difference: {
      title: 'What two moments differ in', since: 'Before', until: 'After', sum: '{since} before, {until} after: {entered} entered, {left} left, {changed} changed.',
      entered: 'Entered', left: 'Left', changed: 'Changed', none: 'None', more: 'The newest 500 are listed.', what: 'What changed', otherwise: 'something happened, but none of these fields changed', yes: 'yes', no: 'no',
      figures: 'Figures side by side', figuresHint: 'Each of the thirty days that ended with its moment.', turn: 'Change', same: 'the same', grounds: 'the same share of other numbers', less: 'less', greater: 'more',
      count: { open: 'Open', overdue: 'Overdue', exempted: 'Exempted' },
      field: {
        state: 'state', office: 'office', community: 'community', category: 'category', condition: 'condition', due_at: 'due', overdue: 'overdue', claimed_by_login: 'handler',
        unit: 'unit', round: 'round', level: 'escalation', bounces: 'bounces',
      },
    },
  },
}
