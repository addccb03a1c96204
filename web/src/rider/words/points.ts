// Words of points, rewards and rules.
export default {
  zh: {
    points: {
      balance: '可用积分', pending: '待入账', earned: '累计获得', spent: '累计兑换', debt: '余额为负：此前发放的积分被扣回，补足后才能兑换。',
      pendingWhy: '待入账的积分在上报核实结案后到账。', held: '其中 {n} 分等人工核对。', codes: '待领取', showCode: '出示兑换码', parts: '积分内容',
      part: { ledger: '明细', rewards: '兑换', month: '对账单', rules: '规则' }, empty: '还没有积分', emptyHint: '上报被受理后，积分先记为待入账。',
      report: '看上报', rule: '依据“{rule}”第 {version} 版', capped: '规则应得 {n} 分，已到当日上限', forReward: '兑换品 {reward}',
      kind: { credited: '上报已受理，核实结案后到账', held: '有疑点，等人工核对', vested: '上报已核实结案' },
      deed: { finder: '首先上报', corroborator: '佐证' }, ruleName: { everyday: '日常上报' },
      reason: {
        rejected: '上报不予受理', duplicate: '与更早的上报重复', reopened: '问题没有修好，重新办理', withdrawn: '上报已撤回', reused_photo: '照片重复使用', cancelled: '自己退还', expired: '过期未领',
      },
    },
    rewards: {
      price: '{n} 积分', left: '剩 {n} 份 · 每人限 {limit} 份', redeem: '兑换', none: '已兑完', season: '不在兑换期', short: '还差 {n} 分', empty: '货架是空的',
      sure: '兑换“{name}”？', sureWords: '用 {n} 积分，剩 {left} 积分。兑换后到驿站出示兑换码领取。',
    },
    code: { show: '请向驿站工作人员出示：', until: '{until} 前有效，过期自动退还积分', giveBack: '不要了，退还积分', sure: '确定退还 {n} 积分' },
    month: { before: '上个月', after: '下个月', opening: '月初', came: '入账', went: '支出', closing: '月末', empty: '这个月没有变动' },
    rules: {
      pending: '上报受理（立案）后，积分先记为“待入账”。', vest: '核实结案后入账，可以兑换。', second: '先上报的得全部积分；给别人的上报加照片（佐证）得小份。同一张照片不重复计分。',
      back: '不予受理、重复、撤回或查实虚假的，积分取消或扣回，并写明原因。', debt: '扣回可能使余额为负，补足前不能兑换。', refund: '兑换后没去领的，到期自动退还积分。',
      table: '各类上报的积分', category: '类别', first: '首先上报', other: '佐证',
    },
  },
  en: {
    points: {
      balance: 'Points to spend', pending: 'On their way', earned: 'Earned in all', spent: 'Spent in all', debt: 'Below zero: points given before were taken back. Redeeming works again once that is made up.',
      pendingWhy: 'Points on their way arrive when the report is verified and closed.', held: '{n} of them wait for a person to look.', codes: 'To be fetched', showCode: 'Show the code', parts: 'Points',
      part: { ledger: 'Lines', rewards: 'Rewards', month: 'By month', rules: 'Rules' }, empty: 'No points yet', emptyHint: 'Once a report is taken up its points are on their way.',
      report: 'See the report', rule: 'rule “{rule}”, version {version}', capped: 'the rule gave {n}, beyond the day’s cap', forReward: 'reward {reward}',
      kind: { credited: 'taken up; yours once it is verified', held: 'in doubt: a person has to look', vested: 'the report was verified' },
      deed: { finder: 'Reported first', corroborator: 'Confirmed' }, ruleName: { everyday: 'everyday report' },
      reason: {
        rejected: 'the report was not taken up', duplicate: 'it was reported before', reopened: 'it was not mended', withdrawn: 'the report was withdrawn', reused_photo: 'the photo was used before', cancelled: 'given back', expired: 'not fetched in time',
      },
    },
    rewards: {
      price: '{n} points', left: '{n} left · {limit} per rider', redeem: 'Redeem', none: 'The last one is gone', season: 'Not offered today', short: '{n} points short', empty: 'The shelf is empty',
      sure: 'Redeem “{name}”?', sureWords: 'It takes {n} points and leaves {left}. Then show the code at the station.',
    },
    code: { show: 'Show this at the station:', until: 'Good until {until}; the points come back if it is not fetched', giveBack: 'Give it back', sure: 'Yes, give back {n} points' },
    month: { before: 'Month before', after: 'Month after', opening: 'Opening', came: 'Came', went: 'Went', closing: 'Closing', empty: 'Nothing moved this month' },
    rules: {
      pending: 'Once a report is taken up its points are “on their way”.', vest: 'They are yours once it is verified and closed.', second: 'Who reports first gets all of them; adding a photo to another’s report earns a small share. The same photo never counts twice.',
      back: 'Points are dropped or taken back when a report is rejected, a duplicate, withdrawn or false; the line says why.', debt: 'Taking back may lead below zero; redeeming waits until that is made up.', refund: 'What is not fetched in time is refunded.',
      table: 'What each kind earns', category: 'Kind', first: 'First', other: 'Confirmed',
    },
  },
}
