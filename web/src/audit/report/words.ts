// The words of one report under the glass.
export default {
  zh: {
    report: {
      title: '案卷', which: '上报单编号', open: '打开', hint: '一张上报单的故事和原始事件并排对照：每一步为什么，依据哪条规则的哪一版。',
      ask: '输入编号，打开案卷', askHint: '九位字母和数字，例如 7K3M9Q2TA；也可从日志或时光机点进来。', noSuch: '没有这张上报单。',
      steps: '经过', story: '经过', raw: '原始事件', why: '依据', position: '序号 {position}', leaf: '叶哈希 {hash}',
      showRaw: '全部展开', hideRaw: '全部收起', fields: '{count} 个字段', moment: '这一刻的队列',
      points: '积分', pointsNone: '这张上报单没有带来积分。', rider: '小哥 {name}', due: '截止', submitted: '上报', office: '街道', category: '类别', closed: '结案',
      photos: '照片', inLog: '在日志中查看', overdue: '已超时', sealed: '封存字段 {count} 个',
      proof: '证明', proofText: '每个事件的叶哈希已列出，它由事件的全部字节算出。本版尚不提供签名检查点和包含证明；要验证整个日志，请用导出与 verify。', proofLink: '如何验证',
      pointsKind: { title: '变动', why: '依据', amount: '分数', at: '时间' },
    },
  },
  en: {
    report: {
      title: 'A report', which: 'Report number', open: 'Open', hint: 'The story of one report beside its stored events: why each step was taken, by which rule and version.',
      ask: 'Give a number to open a report', askHint: 'Nine letters and digits, such as 7K3M9Q2TA; or come from the log or the time machine.', noSuch: 'There is no such report.',
      steps: 'What happened', story: 'Story', raw: 'Stored events', why: 'Why', position: 'position {position}', leaf: 'leaf hash {hash}',
      showRaw: 'Open all', hideRaw: 'Close all', fields: '{count} fields', moment: 'The queue at this moment',
      points: 'Points', pointsNone: 'This report brought no points.', rider: 'rider {name}', due: 'Due', submitted: 'Submitted', office: 'Office', category: 'Category', closed: 'Closed',
      photos: 'Photographs', inLog: 'See it in the log', overdue: 'overdue', sealed: '{count} sealed fields',
      proof: 'Proofs', proofText: 'The leaf hash of every event is shown; it is computed from all bytes of the event. Signed checkpoints and proofs of inclusion are not part of this version; to check the whole log, export it and run verify.', proofLink: 'How to verify',
      pointsKind: { title: 'Change', why: 'Why', amount: 'Points', at: 'When' },
    },
  },
}
