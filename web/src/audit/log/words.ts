// The words of the log and of events as they are stored.
export default {
  zh: {
    log: {
      title: '事件日志', search: '查找日志', found: '查到的事件', topics: '事件类型', anyTopic: '不限，可输入查找', noTopic: '没有这种事件',
      about: '上报单编号或流编号', aboutHint: '如 7K3M9Q2TA', by: '谁做的', byHint: '账号、化名或 system:deadlines',
      since: '从', until: '到', zone: '时间为北京时间', find: '查找', clear: '清空条件',
      none: '没有符合条件的事件', noneHint: '放宽条件或时间段再查。', older: '更早的事件', end: '已到最早', shown: '已显示 {count} 条',
      version: '该流第 {version} 个事件', openReport: '打开案卷', sameStream: '同一流的全部事件', thatMoment: '回到这一刻',
      noSuchReport: '没有这个编号的上报单；编号是九位字母和数字。',
    },
    raw: {
      sealed: '个人信息，已加密封存，这里只列名称', stream: '流', command: '命令编号', leaf: '叶哈希', flaw: '读不出',
    },
  },
  en: {
    log: {
      title: 'The log', search: 'Search the log', found: 'Events found', topics: 'Kinds of event', anyTopic: 'Any; type to find one', noTopic: 'No such kind',
      about: 'Report number or stream', aboutHint: 'such as 7K3M9Q2TA', by: 'Done by', byHint: 'login, pseudonym or system:deadlines',
      since: 'From', until: 'Until', zone: 'Times are China time', find: 'Search', clear: 'Clear',
      none: 'No event fits', noneHint: 'Ask for less, or for a longer time.', older: 'Older events', end: 'That is the first one', shown: '{count} shown',
      version: 'event {version} of its stream', openReport: 'Open the report', sameStream: 'All of this stream', thatMoment: 'Go to that moment',
      noSuchReport: 'There is no report of that number; a number has nine letters and digits.',
    },
    raw: {
      sealed: 'personal, sealed; only its name is shown', stream: 'stream', command: 'command', leaf: 'leaf hash', flaw: 'cannot be read',
    },
  },
}
