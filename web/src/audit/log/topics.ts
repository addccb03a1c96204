// Every kind of event in a word or two; what each means in full stands in docs/events.md.
export const TOPICS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  'report.submitted': ['上报', 'submitted'],
  'report.inspected': ['图像核验', 'photographs inspected'],
  'report.dispatched': ['派遣', 'dispatched'],
  'report.claimed': ['认领', 'claimed'],
  'report.released': ['释放', 'claim released'],
  'report.regraded': ['核定立案条件', 'condition set'],
  'report.reclassified': ['变更类别', 'category changed'],
  'report.entrusted': ['交办', 'entrusted to a unit'],
  'report.progressed': ['处置进展', 'progress told'],
  'report.noted': ['内部备注', 'note for staff'],
  'report.returned': ['回退', 'returned to the desk'],
  'report.transferred': ['转派', 'transferred'],
  'report.suspension_requested': ['申请挂账', 'suspension asked for'],
  'report.suspension_refused': ['不准挂账', 'suspension refused'],
  'report.suspended': ['挂账', 'suspended'],
  'report.resumed': ['恢复', 'resumed'],
  'report.extension_requested': ['申请延期', 'extension asked for'],
  'report.extension_refused': ['不准延期', 'extension refused'],
  'report.extended': ['延期', 'extended'],
  'report.deadline_confirmed': ['确认暂定时限', 'deadline confirmed'],
  'report.reminded': ['催办', 'reminded'],
  'report.escalated': ['督办', 'escalated'],
  'report.asked': ['询问', 'reporter asked'],
  'report.answered': ['答复', 'reporter answered'],
  'report.resolved': ['处置完成', 'resolved'],
  'report.verified': ['核查、结案', 'verified and closed'],
  'report.objected': ['异议', 'objection'],
  'report.objection_dismissed': ['异议不成立', 'objection dismissed'],
  'report.reopened': ['重新打开', 'reopened'],
  'report.rejected': ['不予受理', 'rejected'],
  'report.duplicated': ['判重', 'marked a duplicate'],
  'report.withdrawn': ['撤回', 'withdrawn'],
  'report.corroborated': ['佐证', 'corroborated'],
  'report.seconded': ['他人同报', 'reported again by another'],
  'report.photo_added': ['补充照片', 'photographs added'],
  'report.photo_released': ['公开照片', 'photograph released'],
  'report.rated': ['评价', 'rated'],
  'report.appealed': ['超时申诉', 'appeal'],
  'report.appeal_decided': ['申诉审查', 'appeal reviewed'],
  'report.exempted': ['剔除', 'exempted'],
  'wallet.credited': ['积分待入账', 'points pending'],
  'wallet.held': ['积分暂缓入账', 'points held'],
  'wallet.vested': ['积分入账', 'points vested'],
  'wallet.clawed_back': ['积分扣回', 'points taken back'],
  'wallet.redeemed': ['兑换', 'redeemed'],
  'wallet.refunded': ['积分退还', 'points refunded'],
  'reward.offered': ['上架兑换品', 'reward offered'],
  'reward.restocked': ['兑换品补货', 'reward restocked'],
  'reward.reserved': ['兑换品预留', 'reward set aside'],
  'reward.handed_over': ['核销', 'reward handed over'],
  'reward.returned': ['兑换品退回', 'reward put back'],
  'reward.withdrawn': ['兑换品下架', 'reward withdrawn'],
  'rider.registered': ['小哥注册', 'rider registered'],
  'rider.consented': ['小哥同意条款', 'rider consented'],
  'rider.blocked': ['停用上报', 'rider blocked'],
  'rider.unblocked': ['恢复上报', 'block lifted'],
  'staff.granted': ['授予岗位', 'post given'],
  'staff.revoked': ['撤销岗位', 'post taken'],
  'personal_data.revealed': ['查看个人信息', 'personal data seen'],
  'city.founded': ['建城', 'city founded'],
  'city.policy_set': ['设定办事规则', 'rules set'],
  'office.opened': ['启用街道', 'office opened'],
  'office.renamed': ['街道改名', 'office renamed'],
  'office.boundary_drawn': ['划定街道边界', 'office boundary drawn'],
  'office.closed': ['停用街道', 'office closed'],
  'community.opened': ['启用社区', 'community opened'],
  'community.renamed': ['社区改名', 'community renamed'],
  'community.boundary_drawn': ['划定社区边界', 'community boundary drawn'],
  'community.closed': ['停用社区', 'community closed'],
  'category.defined': ['定义类别', 'category defined'],
  'category.retired': ['停用类别', 'category retired'],
  'calendar.published': ['发布日历', 'calendar published'],
}

const FAMILIES: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  report: ['上报单', 'Reports'],
  wallet: ['积分', 'Points'],
  reward: ['兑换品', 'Rewards'],
  rider: ['小哥', 'Riders'],
  staff: ['工作人员', 'Staff'],
  personal_data: ['个人信息', 'Personal data'],
  city: ['城市', 'The city'],
  office: ['街道', 'Offices'],
  community: ['社区', 'Communities'],
  category: ['类别', 'Categories'],
  calendar: ['日历', 'Calendars'],
}

export function topicWord(topic: string, locale: string): string {
  const found = TOPICS[topic]
  return found ? found[locale === 'en' ? 1 : 0] : topic
}

export interface Family {
  name: string
  label: string
  topics: { topic: string; label: string }[]
}

export function families(locale: string): Family[] {
  const en = locale === 'en' ? 1 : 0
  return Object.entries(FAMILIES).map(([name, words]) => ({
    name,
    label: words[en],
    topics: Object.keys(TOPICS)
      .filter((topic) => topic.startsWith(`${name}.`))
      .map((topic) => ({ topic, label: topicWord(topic, locale) })),
  }))
}
