// Tells the service worker what the rider page needs to start offline, and under which version.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Plugin } from 'vite'

interface Options {
  entry: string // the HTML file whose chunks are kept
  worker: string // the worker's source, with the words SHELL and VERSION in it
}

export function shell({ entry, worker }: Options): Plugin {
  return {
    name: 'shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const kept = new Set<string>()
      const visit = (name: string): void => {
        const chunk = bundle[name]
        if (kept.has(name) || chunk?.type !== 'chunk') return
        kept.add(name)
        chunk.viteMetadata?.importedCss.forEach((css) => kept.add(css))
        chunk.viteMetadata?.importedAssets.forEach((asset) => kept.add(asset))
        ;[...chunk.imports, ...(chunk.dynamicImports ?? [])].forEach(visit)
      }
      const first = Object.values(bundle).find(
        (one) => one.type === 'chunk' && one.isEntry && one.facadeModuleId?.endsWith(entry),
      )
      if (!first) this.error(`no entry ${entry}`)
      visit(first.fileName)
      const list = ['/' + basename(entry, '.html'), ...[...kept].map((name) => `/${name}`)].sort()
      const html = readFileSync(entry, 'utf-8')
      const source = readFileSync(worker, 'utf-8')
      const version = createHash('sha256').update(list.join() + html + source).digest('hex').slice(0, 16)
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: source.replace('__SHELL__', JSON.stringify(list)).replace('__VERSION__', JSON.stringify(version)),
      })
    },
  }
}
