// The words of the keys and their help.
export default {
  zh: {
    keys: {
      title: '快捷键', about: '不在输入框里时可用。列表里的行不会自己跳动：变化的行原地更新，移出的行变灰，新到的等您点“更新列表”（或按 .）后入列；一分钟没有操作时自动更新。',
      single: '启用单键快捷键', singleHint: '关闭后只有方向键、回车和 Esc 有效。', or: '或',
      next: '下一件', previous: '上一件', open: '打开', close: '关闭或返回', claim: '认领', resolve: '处置完成', verify: '核查通过', reopen: '返工',
      dispatch: '派遣', note: '写备注', settle: '更新列表', mine: '只看我认领的', search: '搜索', map: '地图', help: '显示这张表',
    },
  },
  en: {
    keys: {
      title: 'Keys', about: 'They work while you are not typing. Rows never jump: one that changes is redrawn where it stands, one that leaves turns grey, new ones wait until you update the list (or press .). After a minute without a move it updates by itself.',
      single: 'Use single-letter keys', singleHint: 'When off, only the arrow keys, Enter and Escape work.', or: 'or',
      next: 'Next', previous: 'Previous', open: 'Open', close: 'Close, or back', claim: 'Claim', resolve: 'Resolve', verify: 'Verify', reopen: 'Reopen',
      dispatch: 'Dispatch', note: 'Write a note', settle: 'Update the list', mine: 'Only what I claimed', search: 'Search', map: 'Map', help: 'Show this table',
    },
  },
}
