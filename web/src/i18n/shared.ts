// Words that several pages say.
export default {
  zh: {
    app: '随手拍',
    state: {
      loading: '正在加载…',
      empty: '暂无内容',
      again: '重试',
      offline: '没有网络',
      offlineHint: '请检查网络，恢复后会自动继续。',
      forbidden: '您没有权限查看这里',
      forbiddenHint: '请换一个账号登录，或请管理员授权。',
      failed: '没有成功',
      incomplete: '有一处系统故障尚未修复，这里的内容可能不完整。',
    },
    action: {
      cancel: '取消', close: '关闭', save: '保存', back: '返回', more: '加载更多',
      signIn: '登录', signOut: '退出登录', skip: '跳到正文',
    },
    login: {
      title: '工作人员登录', login: '账号', password: '密码',
      newTitle: '请设置自己的密码', newHint: '至少 12 个字符，不要用常见密码。', newPassword: '新密码', again: '再输一次', differ: '两次输入不一致',
      over: '登录已失效。请重新登录，写到一半的内容还在。',
    },
    theme: { toDark: '切换到深色', toLight: '切换到浅色' },
    language: { switch: 'English' },
    clock: {
      left: '剩余 {time}', late: '已超时 {time}', due: '截止 {time}', working: '工作时间', provisional: '暂定', none: '未定时限', done: '已处置',
    },
    photo: { before: '处置前', after: '处置后', photo: '照片', none: '没有照片', open: '放大查看', zoomIn: '放大', zoomOut: '缩小', gone: '照片无法显示' },
    demo: '演示城市，数据均为虚构',
  },
  en: {
    app: 'Suishoupai',
    state: {
      loading: 'Loading…',
      empty: 'Nothing here yet',
      again: 'Try again',
      offline: 'No network',
      offlineHint: 'Check the connection; it goes on by itself once it is back.',
      forbidden: 'You may not look at this',
      forbiddenHint: 'Sign in with another account, or ask an administrator.',
      failed: 'That did not work',
      incomplete: 'A fault of ours is not mended yet; something may be missing here.',
    },
    action: {
      cancel: 'Cancel', close: 'Close', save: 'Save', back: 'Back', more: 'Load more',
      signIn: 'Sign in', signOut: 'Sign out', skip: 'Skip to content',
    },
    login: {
      title: 'Staff sign-in', login: 'Login', password: 'Password',
      newTitle: 'Choose a password of your own', newHint: 'At least 12 characters, none of the usual ones.', newPassword: 'New password', again: 'Once more', differ: 'The two are not the same',
      over: 'Your session is over. Sign in again; what you were writing is still there.',
    },
    theme: { toDark: 'Switch to dark', toLight: 'Switch to light' },
    language: { switch: '中文' },
    clock: {
      left: '{time} left', late: '{time} late', due: 'due {time}', working: 'working time', provisional: 'provisional', none: 'no deadline yet', done: 'handled',
    },
    photo: { before: 'Before', after: 'After', photo: 'Photo', none: 'No photo', open: 'Enlarge', zoomIn: 'Zoom in', zoomOut: 'Zoom out', gone: 'The photo cannot be shown' },
    demo: 'A demo city; everything in it is made up',
  },
}
