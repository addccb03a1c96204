// The words of the report panel, its forms and refusals.
export default {
  zh: {
    report: {
      title: '上报单', number: '编号', category: '类别', condition: '立案条件', office: '街道', community: '社区', note: '小哥说', noNote: '没有填写说明', answers: '补充回答',
      submitted: '上报', unit: '责任单位', handler: '认领人', lease: '认领有效至', closes: '自动结案', drawn: '核查原因', original: '原单', rated: '评价', stars: '{count} 星',
      place: '位置', coordinates: '坐标（WGS-84）', copy: '复制', copied: '已复制', ways: '去这里', way: { amap: '高德地图', tencent: '腾讯地图', device: '手机默认地图' },
      waysHint: '高德和腾讯使用 GCJ-02 坐标，已换算；手机默认地图使用 WGS-84。', story: '经过', internal: '内部', by: '{who}', system: '系统', reporter: '上报人', rider: '其他小哥', staff: '工作人员', erased: '（已按要求删除）',
      close: '关闭', mapHere: '附近地图', gone: '没有这件上报单，或不归您看。', suggested: '退回时建议：{office}',
      fresh: '这件上报单刚有变化。', read: '查看最新', draws: { policy: '按规定须他人核查', flagged: '因有疑点抽中', sample: '随机抽中' },
      waits: { extension: '{who} 申请延期：{reason}', suspension: '{who} 申请挂账至 {until}：{reason}', objection: '上报人对处置结果有异议', appeal: '街道提出超时申诉' }, question: '已询问上报人，等待答复',
    },
    lost: {
      title: '没有成功：有人先了一步', claimed: '{who} 已认领，至 {until}。', claimedOpen: '{who} 已认领。', happened: '{at} {who}：{text}。', changed: '上报单已有变化。', look: '已为您刷新，请看最新情况再决定。',
    },
    deed: {
      more: '更多操作', others: '更多', none: '您现在不能对它做什么。', needs: '还需要：{fields}', photo: '拍照处置', done: '已完成：{deed}', next: '下一件', onward: '完成后自动转到下一件', uploading: '照片上传中…', optional: '选填', working: '正在提交…',
      claim: '认领', assign: '指派给', dispatch: '派遣', resolve: '处置完成', verify: '核查通过', reopen: '返工', decide: '审批', rule: '裁定', progress: '报进展', note: '内部备注', ask: '询问上报人',
      regrade: '核定立案条件', reclassify: '变更类别', entrust: '交办责任单位', release: '释放认领', return: '回退派遣台', transfer: '转派', suspend: '挂账', askSuspend: '申请挂账', extend: '延期', askExtend: '申请延期',
      resume: '恢复处置', duplicate: '判为重复', reject: '不予受理', escalate: '督办', appeal: '超时申诉', publish: '公开照片',
      about: {
        claim: '认领后由您负责，他人不能同时认领。', release: '释放后回到待认领，其他人可以认领。', resume: '时限从剩余时间继续计算。', note: '只有工作人员能看到。', ask: '小哥会收到这个问题。', reject: '小哥会看到这段话。', publish: '公开后任何人都能看到这张照片，请确认没有人脸、车牌等个人信息。',
        duplicate: '选一件此前的上报单，本单并入其中。', regrade: '时限随立案条件重新计算，已用时间照算。', progress: '小哥会看到；认领有效期随之延长。', entrust: '小哥会看到单位名称；仍由认领人负责。', return: '退给派遣台重新安排。', transfer: '直接转给另一个街道。', suspend: '挂账期间时限暂停；每件只能挂账一次。', extend: '按原时限再给一次，最多两次。', escalate: '请上级关注，须写明理由。',
      },
      fields: { words: '说明', reason: '原因', office: '街道', suggested: '建议的街道', category: '类别', condition: '立案条件', unit: '责任单位名称', outcome: '处置结果', method: '核查方式', until: '挂账至', holder: '交给谁', original: '原单', photo: '哪张照片', matter: '审批什么', verdict: '决定', photos: '照片' },
      afterPhotos: '处置后照片', choose: '请选择', auto: '按最紧急的立案条件', nearest: '离得近的', every: '全部街道', meters: '约 {m} 米', inside: '边界内', take: '拍照或选照片', remove: '移除', retry: '重传', failed: '上传失败', templates: '常用语', byNumber: '按编号查找', near: '附近未办结的上报单', nobodyNear: '附近没有其他未办结的上报单。', metres: '{m} 米', days: '{count} 天',
      verdicts: { yes: '同意', no: '不同意' }, matters: { extension: '延期', suspension: '挂账', objection: '异议', appeal: '超时申诉' }, methods: { photo_pair: '比对前后照片', visit: '到现场核查' },
      outcomes: { repaired: '已修复', cleaned: '已清理', removed: '已移除', secured: '已做安全防护', persuaded: '已劝导整改', found_in_order: '现场已正常', other: '其他' },
      reasons: {
        not_our_ground: '不在辖区内', not_our_work: '不属于本单位职责', wrong_category: '类别有误', cannot_find: '现场未找到', other: '其他', parts: '等待材料', weather: '天气原因', permit: '等待审批', construction: '施工影响', season: '季节原因',
        not_a_problem: '未发现问题', not_public_ground: '不在公共区域', not_the_city: '不属于城市管理', photo_shows_nothing: '照片无法辨认', false_report: '与事实不符', reused_photo: '照片重复使用', abusive: '内容不当',
      },
    },
  },
  en: {
    report: {
      title: 'Report', number: 'Number', category: 'Category', condition: 'Condition', office: 'Office', community: 'Community', note: 'The rider says', noNote: 'No note', answers: 'Answers',
      submitted: 'Reported', unit: 'Unit in charge', handler: 'Claimed by', lease: 'Claim holds until', closes: 'Closes by itself', drawn: 'Why it is checked', original: 'Original', rated: 'Rating', stars: '{count} stars',
      place: 'Place', coordinates: 'Coordinates (WGS-84)', copy: 'Copy', copied: 'Copied', ways: 'Go there', way: { amap: 'Amap', tencent: 'Tencent Maps', device: 'The phone’s maps' },
      waysHint: 'Amap and Tencent use GCJ-02 and get converted coordinates; the phone’s own maps use WGS-84.', story: 'Story', internal: 'internal', by: '{who}', system: 'system', reporter: 'reporter', rider: 'another rider', staff: 'staff', erased: '(erased as asked)',
      close: 'Close', mapHere: 'Map around', gone: 'There is no such report, or it is not yours to see.', suggested: 'Suggested when sent back: {office}',
      fresh: 'This report has just changed.', read: 'See the latest', draws: { policy: 'the rule asks for another person', flagged: 'drawn because of its flags', sample: 'drawn by chance' },
      waits: { extension: '{who} asks for more time: {reason}', suspension: '{who} asks to let it rest until {until}: {reason}', objection: 'The reporter does not agree with the result', appeal: 'The office appeals against the delay' }, question: 'The reporter was asked and has not answered yet',
    },
    lost: {
      title: 'That did not work: somebody was quicker', claimed: '{who} has claimed it until {until}.', claimedOpen: '{who} has claimed it.', happened: '{at} {who}: {text}.', changed: 'The report has changed.', look: 'You see it as it is now; decide again.',
    },
    deed: {
      more: 'More actions', others: 'More', none: 'There is nothing you can do with it now.', needs: 'Still needed: {fields}', photo: 'Photo, done', done: 'Done: {deed}', next: 'Next', onward: 'Goes on to the next one', uploading: 'Sending photos…', optional: 'optional', working: 'Sending…',
      claim: 'Claim', assign: 'Give to', dispatch: 'Dispatch', resolve: 'Resolve', verify: 'Verify', reopen: 'Reopen', decide: 'Decide', rule: 'Rule on it', progress: 'Tell progress', note: 'Internal note', ask: 'Ask the reporter',
      regrade: 'Set the condition', reclassify: 'Change category', entrust: 'Entrust to a unit', release: 'Release', return: 'Send back', transfer: 'Transfer', suspend: 'Let it rest', askSuspend: 'Ask to let it rest', extend: 'Extend', askExtend: 'Ask for more time',
      resume: 'Resume', duplicate: 'Mark as duplicate', reject: 'Do not take up', escalate: 'Escalate', appeal: 'Appeal', publish: 'Publish a photo',
      about: {
        claim: 'You answer for it; nobody else can claim it meanwhile.', release: 'It goes back to the list for anybody to claim.', resume: 'The clock goes on with what was left.', note: 'For staff only.', ask: 'The rider gets this question.', reject: 'The rider reads these words.', publish: 'Anybody can see the photo afterwards: make sure it shows no face, number plate or other personal data.',
        duplicate: 'Choose the earlier report that this one repeats.', regrade: 'The deadline follows the condition; time used is counted.', progress: 'The rider sees it; your claim is renewed.', entrust: 'The rider sees the unit’s name; the claimant stays answerable.', return: 'Back to the operator’s desk.', transfer: 'Straight to another office.', suspend: 'The clock pauses; once for each report.', extend: 'The original limit once more, twice at most.', escalate: 'Tells a superior, with your reasons.',
      },
      fields: { words: 'Words', reason: 'Reason', office: 'Office', suggested: 'Suggested office', category: 'Category', condition: 'Condition', unit: 'Name of the unit', outcome: 'Outcome', method: 'How it was checked', until: 'Rests until', holder: 'Give to whom', original: 'Original', photo: 'Which photo', matter: 'What to decide', verdict: 'Decision', photos: 'Photos' },
      afterPhotos: 'Photos afterwards', choose: 'Please choose', auto: 'By the most urgent condition', nearest: 'Near this place', every: 'All offices', meters: 'about {m} m', inside: 'inside', take: 'Take or choose photos', remove: 'Remove', retry: 'Send again', failed: 'Not sent', templates: 'Texts', byNumber: 'Find by number', near: 'Open reports nearby', nobodyNear: 'No other open report nearby.', metres: '{m} m', days: '{count} days',
      verdicts: { yes: 'Agree', no: 'Refuse' }, matters: { extension: 'More time', suspension: 'Rest', objection: 'Objection', appeal: 'Appeal' }, methods: { photo_pair: 'By the pair of photos', visit: 'On site' },
      outcomes: { repaired: 'Repaired', cleaned: 'Cleaned', removed: 'Removed', secured: 'Made safe', persuaded: 'Put right by persuasion', found_in_order: 'Found in order', other: 'Other' },
      reasons: {
        not_our_ground: 'Not on our ground', not_our_work: 'Not our task', wrong_category: 'Wrong category', cannot_find: 'Could not be found', other: 'Other', parts: 'Waiting for parts', weather: 'Weather', permit: 'Waiting for a permit', construction: 'Construction', season: 'Season',
        not_a_problem: 'There is no problem', not_public_ground: 'Not on public ground', not_the_city: 'Not the city’s task', photo_shows_nothing: 'Photo shows nothing', false_report: 'Not true', reused_photo: 'Photo used before', abusive: 'Not acceptable',
      },
    },
  },
}
