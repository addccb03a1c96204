// Words of the rider's own reports, of what can be done with them, and of the inbox.
export default {
  zh: {
    mine: { empty: '还没有上报过', emptyHint: '路上看到问题，拍张照片就行。', asked: '有问题等您回答' },
    one: {
      stands: '现在的情况', with: '由{office}处理', rests: '暂缓处置，至 {until}', closes: '没有异议的话，{at} 自动结案。修好了吗？', objected: '您的异议正在复核', original: '看看更早的那份上报',
      rated: '您评了 {n} 星', sent: '上报于', story: '办理过程', you: '您', reporter: '上报人', notPublic: '照片没有公开', coming: '{n} 组照片正在发送',
    },
    question: { title: '街道有个问题想问您', answer: '写下您的回答', send: '回答' },
    deeds: {
      title: '可以做的事', withdraw: '撤回', rate: '评价', object: '没修好，提出异议', verify: '确认修好了', photos: '补充照片', corroborate: '我也看到，加照片', why: '哪里不对？', words: '想说的话（可不填）',
      photoHelps: '加一张现场照片（有帮助）', photosChosen: '已选 {n} 张照片',
      about: {
        withdraw: '撤回后街道不再处理，也不再有积分。', rate: '处理得怎么样？只能评一次。', object: '会由没有经手的人复核，并告诉您结果。', verify: '确认后这个上报就结案，积分入账。',
      },
      yes: { withdraw: '撤回上报', rate: '提交评价', object: '提交异议', verify: '确认修好了' },
    },
    stars: { title: '几颗星', n: '{n} 星', word1: '很不满意', word2: '不满意', word3: '一般', word4: '满意', word5: '非常满意' },
    inbox: { empty: '还没有消息', emptyHint: '上报有进展时会告诉您：接单、处理、修好、积分到账。', new: '新', quiet: '免打扰' },
  },
  en: {
    mine: { empty: 'No reports yet', emptyHint: 'See a problem on your way? A photo is all it takes.', asked: 'a question for you' },
    one: {
      stands: 'How it stands', with: 'With {office}', rests: 'Resting until {until}', closes: 'Closes by itself on {at} if nobody objects. Is it mended?', objected: 'Your objection is being looked at', original: 'See the earlier report',
      rated: 'You gave {n} of 5 stars', sent: 'Reported', story: 'What happened', you: 'you', reporter: 'its reporter', notPublic: 'Its photos are not public', coming: 'One more set of photos is being sent | {n} more sets of photos are being sent',
    },
    question: { title: 'The office has a question for you', answer: 'Write your answer', send: 'Answer' },
    deeds: {
      title: 'What you can do', withdraw: 'Withdraw', rate: 'Rate it', object: 'Not mended: object', verify: 'It is mended', photos: 'Add photos', corroborate: 'I see it too: add a photo', why: 'What is wrong?', words: 'Anything to say (optional)',
      photoHelps: 'Add a photo from the spot (it helps)', photosChosen: 'One photo chosen | {n} photos chosen',
      about: {
        withdraw: 'The office stops working on it, and there are no points for it.', rate: 'How was it handled? You can say so once.', object: 'Somebody who did not handle it looks at it, and tells you.', verify: 'This closes the report, and your points arrive.',
      },
      yes: { withdraw: 'Withdraw it', rate: 'Send the rating', object: 'Send the objection', verify: 'It is mended' },
    },
    stars: { title: 'Stars', n: '{n} star | {n} stars', word1: 'Very poor', word2: 'Poor', word3: 'Fair', word4: 'Good', word5: 'Very good' },
    inbox: { empty: 'Nothing yet', emptyHint: 'You are told when a report moves: taken on, in work, mended, points arrived.', new: 'new', quiet: 'Quiet hours' },
  },
}
