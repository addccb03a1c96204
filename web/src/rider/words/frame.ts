// Words of the frame: titles, tabs, signing in, settings.
export default {
  zh: {
    titles: {
      home: '随手拍', report: '上报问题', sent: '上报结果', outbox: '待发送', mine: '我的上报', one: '上报详情', inbox: '消息', points: '我的积分', me: '我的设置',
    },
    tabs: { label: '主导航', home: '拍照', mine: '我的上报', inbox: '消息', points: '积分', unread: ' 条未读' },
    sign: {
      title: '小哥登录', about: '用手机号登录，不用注册，也不用记密码。', phone: '手机号', ask: '获取验证码', code: '6 位验证码',
      sent: '验证码已发出，5 分钟内有效。', again: '重新获取验证码', wait: '{n} 秒后可重新获取',
      demo: '演示城市：可用 16900000001 登录，验证码显示在运行服务的终端里。',
      staff: '这个浏览器现在登录的是工作人员“{login}”。用小哥手机号登录后，会换成小哥账号。',
    },
    terms: {
      title: '开始之前，先说清楚',
      phone: '手机号只用来登录和核实身份，加密保存；谁查看过都有记录。',
      place: '照片和上报时的定位，只用来找到并处理问题、防止虚假上报。',
      shown: '别人能看到的是问题本身和大致地点，看不到您是谁。',
      yours: '您可以随时查看、导出或要求删除自己的信息。',
      whole: '查看完整告知书', agree: '同意并继续', decline: '不同意，返回',
    },
    me: {
      phone: '这部手机', nothing: '没有等待发送的内容。', until: '登录有效期至 {until}', leave: '退出后，这部手机上保存的上报和积分记录会清除。',
      leaveWaiting: '还有 {n} 份内容没有发出。它们会留在这部手机上，等您再次登录后发送；其他保存的记录会清除。',
    },
    quiet: {
      title: '免打扰时段', about: '时段内不发推送和短信；消息照常进入收件箱。按北京时间计算。', on: '开启免打扰', from: '从', to: '到', saved: '已保存',
    },
    blocked: { title: '您的上报功能已暂停', why: '原因：{words}', until: '到 {until} 自动恢复。', open: '恢复时间另行通知，可联系街道了解。' },
    refused: { offline: '没有网络，请稍后再试。' },
    pull: { pull: '下拉刷新', loose: '松开刷新' },
    offline: { since: '没有网络，显示的是{when}的内容' },
    install: { title: '安装', offer: '放到手机桌面，打开更快，没网也能用。', wechat: '点右上角“…”，选“在浏览器打开”，可以把随手拍放到手机桌面。', yes: '安装', no: '不再提示' },
  },
  en: {
    titles: {
      home: 'Suishoupai', report: 'Report a problem', sent: 'Your report', outbox: 'Waiting to be sent', mine: 'My reports', one: 'Report', inbox: 'Inbox', points: 'My points', me: 'Settings',
    },
    tabs: { label: 'Main', home: 'Report', mine: 'Mine', inbox: 'Inbox', points: 'Points', unread: ' unread' },
    sign: {
      title: 'Rider sign-in', about: 'Sign in with your phone number: nothing to register, no password to remember.', phone: 'Mobile number', ask: 'Send me a code', code: '6-digit code',
      sent: 'The code is on its way; it is good for 5 minutes.', again: 'Send another code', wait: 'Another code in {n} s',
      demo: 'Demo city: sign in as 16900000001; the code shows in the terminal that runs the server.',
      staff: 'This browser is signed in as “{login}” of the staff. Signing in with a rider’s phone replaces that.',
    },
    terms: {
      title: 'Before you start, in plain words',
      phone: 'Your number is only for signing in. It is kept encrypted, and every look at it is recorded.',
      place: 'Photos and your position when you report are only used to find and mend the problem, and to prevent false reports.',
      shown: 'Others see the problem and roughly where it is. They do not see who you are.',
      yours: 'You may see, export or delete what is yours at any time.',
      whole: 'Read the whole notice', agree: 'Agree and go on', decline: 'Not agreed, go back',
    },
    me: {
      phone: 'This phone', nothing: 'Nothing waits to be sent.', until: 'Signed in until {until}', leave: 'The reports and points kept on this phone will be cleared.',
      leaveWaiting: '{n} not sent yet. It stays on this phone until you sign in again; all else that is kept will be cleared. | {n} not sent yet. They stay on this phone until you sign in again; all else that is kept will be cleared.',
    },
    quiet: {
      title: 'Quiet hours', about: 'No push or text message then; the inbox goes on. In China time.', on: 'Keep quiet', from: 'From', to: 'To', saved: 'Saved',
    },
    blocked: { title: 'You may not report for now', why: 'Why: {words}', until: 'It ends by itself on {until}.', open: 'When it ends is not decided yet; ask your street office.' },
    refused: { offline: 'No network: try again in a while.' },
    pull: { pull: 'Pull to refresh', loose: 'Let go to refresh' },
    offline: { since: 'No network: this is from {when}' },
    install: { title: 'Install', offer: 'Put it on your home screen: it opens faster, and without a network.', wechat: 'Tap “…” and choose “Open in browser” to put Suishoupai on your home screen.', yes: 'Install', no: 'Do not ask again' },
  },
}
