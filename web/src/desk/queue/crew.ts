// Who of an office may be given the work: its dispatchers and supervisors that are not shut out.
import { api, taken } from '@/api/client'

export async function crew(office: string, community: string | null | undefined): Promise<string[]> {
  const { staff } = await taken(api.GET('/v1/setup'))
  const serves = (post: { role: string; office: string | null; community: string | null }): boolean =>
    ['dispatcher', 'supervisor'].includes(post.role) && post.office === office && (!post.community || post.community === community)
  return staff.filter((one) => !one.disabled && one.posts.some(serves)).map((one) => one.login)
}
