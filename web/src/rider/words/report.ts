// Words of making a report and of the outbox.
export default {
  zh: {
    home: {
      title: '看到问题，随手一拍', lead: '街道接单处理，修好了告诉您，核实后得积分。', shoot: '拍照上报', shootHint: '拍照 → 选类别 → 发送', album: '从相册选',
      latest: '最近上报', all: '全部', draft: '有 {n} 份草稿还没发，继续',
    },
    report: {
      what: '这是什么问题？', common: '按这附近常见排序', all: '全部 {n} 类', fewer: '收起', find: '搜索类别', noHit: '没有这样的类别，换个词试试',
      morePhotos: '再拍一张', remove: '去掉第 {n} 张照片', broken: '照片读不出来',
    },
    details: { title: '补充说明（可不填）', condition: '具体情况', note: '说明', noteHint: '例如：东门外第二个路口' },
    send: {
      send: '发送', noPhoto: '先拍一张照片', noCategory: '点一下上面的类别', noPlace: '正在等定位，也可以在地图上标', shrinking: '照片正在处理…', points: '核实后可得 {n} 积分',
      fast: '停稳再发', fastHint: '您好像正在骑行。先存好，停下来再发，不耽误。', later: '先存着', still: '我已停下，继续',
    },
    place: {
      looking: '正在定位…', denied: '没有定位权限，请在地图上标出位置', unavailable: '暂时定不了位，请在地图上标出', none: '这个浏览器不能定位，请在地图上标出',
      from: { device: '已定位', photo: '用照片里的位置', pin: '您标的位置', address: '按地址查到' }, accuracy: '误差约 {n} 米',
      datum: { wgs84: '坐标：WGS-84（GPS）', gcj02: '坐标：GCJ-02', bd09: '坐标：BD-09' },
      doubt: { rough: '定位不太准，请在地图上核对', old: '照片不是刚拍的，请核对位置' }, correct: '改位置', mark: '标位置', again: '重新定位',
    },
    pin: {
      title: '问题在哪里？', hint: '点一下地图，或用箭头每次移动 10 米。', away: '离定位点 {n} 米', label: '没有底图的地图：街道边界、附近的上报和您的位置', reset: '回到定位点', done: '就是这里',
      north: '向北 10 米', south: '向南 10 米', east: '向东 10 米', west: '向西 10 米',
    },
    near: { title: '附近已有人上报', away: '约 {n} 米', here: '就在这里', own: '您上报的', look: '看看', join: '加上我的照片', more: '还有 {n} 个', anyway: '不是同一个' },
    sent: {
      arrived: '已上报', arrivedHint: '街道会尽快处理，每一步都会告诉您。', joined: '照片已加到这个上报里，谢谢佐证。', number: '编号 {number}',
      waiting: '已存好，等网络', waitingHint: '有网络时自动发出，可以放心关掉页面。', sending: '正在发送…', sendingHint: '可以继续做别的，发完会告诉您。',
      failed: '没有发出去', failedHint: '内容还在这部手机上，可以修改后再发。', gone: '请稍候', goneHint: '', follow: '看进展', next: '再拍一个',
    },
    outbox: {
      failed: '{n} 份没有发成功，点开处理', sending: '正在发送…', waiting: '{n} 份待同步，有网络自动发出', signIn: '请重新登录，登录后自动发出',
      forbidden: '这个浏览器不让网页保存数据（可能是无痕模式，或手机空间已满）：发送完成前请不要关闭页面。', empty: '都发出去了', emptyHint: '没网时拍的内容会先存在这里。',
      size: '{n} 份，共 {mb} MB，存在这部手机上', now: '现在发送', goOn: '继续填', mend: '修改', again: '再发一次', drop: '删除', noCategory: '还没选类别',
      dropTitle: '删除这份内容？', dropWords: '还没有发出的照片会从这部手机上删除，不能恢复。', kind: { corroborate: '给别人的上报加照片', photos: '补充照片', report: '上报' },
    },
  },
  en: {
    home: {
      title: 'See a problem? Take a photo', lead: 'The street office mends it, tells you when it is done, and you earn points once that is verified.', shoot: 'Take a photo', shootHint: 'photo → kind → send', album: 'From the album',
      latest: 'Lately', all: 'All', draft: 'A draft is not sent yet: go on | {n} drafts are not sent yet: go on',
    },
    report: {
      what: 'What is it?', common: 'common around here first', all: 'All {n} kinds', fewer: 'Show fewer', find: 'Find a kind', noHit: 'There is no such kind; try another word',
      morePhotos: 'One more', remove: 'Remove photo {n}', broken: 'This photo cannot be read',
    },
    details: { title: 'More (optional)', condition: 'In detail', note: 'Note', noteHint: 'For example: second crossing outside the east gate' },
    send: {
      send: 'Send', noPhoto: 'Take a photo first', noCategory: 'Tap a kind above', noPlace: 'Looking for the place; you may mark it on the map', shrinking: 'Preparing the photo…', points: '{n} points once verified',
      fast: 'Stop first, then send', fastHint: 'You seem to be riding. Keep it for now and send it when you stand.', later: 'Keep it for now', still: 'I am not riding, go on',
    },
    place: {
      looking: 'Looking for the place…', denied: 'No permission for the position: mark it on the map', unavailable: 'No position right now: mark it on the map', none: 'This browser knows no position: mark it on the map',
      from: { device: 'Place found', photo: 'Place from the photo', pin: 'Where you marked it', address: 'Found by address' }, accuracy: 'within about {n} m',
      datum: { wgs84: 'Datum: WGS-84 (GPS)', gcj02: 'Datum: GCJ-02', bd09: 'Datum: BD-09' },
      doubt: { rough: 'Not very exact: please check it on the map', old: 'The photo is not fresh: please check the place' }, correct: 'Correct', mark: 'Mark it', again: 'Locate again',
    },
    pin: {
      title: 'Where is it?', hint: 'Tap the map, or move by 10 metres with the arrows.', away: '{n} m from where the phone is', label: 'A map without tiles: boundaries, reports nearby and your pin', reset: 'Back to the phone', done: 'It is here',
      north: '10 m north', south: '10 m south', east: '10 m east', west: '10 m west',
    },
    near: { title: 'Reported nearby already', away: 'about {n} m', here: 'right here', own: 'yours', look: 'Look', join: 'Add my photo', more: '{n} more', anyway: 'Not the same' },
    sent: {
      arrived: 'Reported', arrivedHint: 'The street office takes it from here; you are told of every step.', joined: 'Your photo was added to that report. Thank you.', number: 'Number {number}',
      waiting: 'Kept, waiting for a network', waitingHint: 'It is sent by itself once there is one. You may close the page.', sending: 'Being sent…', sendingHint: 'You may go on with something else.',
      failed: 'It was not taken', failedHint: 'It is still on this phone; mend it and send it again.', gone: 'One moment', goneHint: '', follow: 'Follow it', next: 'Report another',
    },
    outbox: {
      failed: 'One was not taken: see why | {n} were not taken: see why', sending: 'Being sent…', waiting: 'One waits for a network | {n} wait for a network', signIn: 'Sign in again: then it is sent',
      forbidden: 'This browser keeps nothing for web pages (a private window, or a full phone?): leave the page open until all is sent.', empty: 'All sent', emptyHint: 'What you photograph without a network waits here.',
      size: '{n} kept on this phone, {mb} MB', now: 'Send now', goOn: 'Go on', mend: 'Mend it', again: 'Send again', drop: 'Delete', noCategory: 'No kind chosen yet',
      dropTitle: 'Delete this?', dropWords: 'Photos that were not sent are deleted from this phone for good.', kind: { corroborate: 'A photo for another’s report', photos: 'More photos', report: 'Report' },
    },
  },
}
