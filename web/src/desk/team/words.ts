// The words of the supervisor's view.
export default {
  zh: {
    team: {
      title: '班组', queue: '哪个队列', load: '每人手上的活', loadHint: '在手件数最多的排在前面；没有在手的也列出。',
      who: '谁', open: '在手', late: '已超时', resolved: '七天内处置', lease: '最早到期的认领', noLease: '无',
      nobody: '这个队列还没有人', nobodyHint: '在“设置”里为调度员授予岗位。', unknown: '未记账号',
      pingPong: '往返件', pingPongHint: '退回或转派过两次以上，最多的在前；点开看是怎么走的。', none: '没有往返件', noneHint: '没有一件被退转两次以上。',
      bounces: '退转 {count} 次', report: '上报单', where: '现在在哪', times: '退转', again: '刷新', desk: '派遣台', verify: '核查',
    },
  },
  en: {
    team: {
      title: 'Team', queue: 'Which queue', load: 'What each person has in hand', loadHint: 'Who holds most comes first; who holds nothing is listed too.',
      who: 'Who', open: 'In hand', late: 'Overdue', resolved: 'Resolved in 7 days', lease: 'First claim to run out', noLease: 'none',
      nobody: 'Nobody works on this queue yet', nobodyHint: 'Give dispatchers their posts in the set-up.', unknown: 'no login known',
      pingPong: 'Back and forth', pingPongHint: 'Returned or passed on at least twice, most first; open one to see its way.', none: 'Nothing goes back and forth', noneHint: 'No report was returned or passed on twice.',
      bounces: '{count} times', report: 'Report', where: 'Where it is now', times: 'Back and forth', again: 'Refresh', desk: 'The operators’ desk', verify: 'To be verified',
    },
  },
}
