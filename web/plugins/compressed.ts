// Writes each text file a second and third time, compressed once and well, for the server to send.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(html|js|css|svg|webmanifest)$/
const SMALL = 1024 // bytes: below, a header costs more than it saves

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf-8' })
    .map((name) => join(folder, name))
    .filter((name) => TEXT.test(name) && statSync(name).isFile())
}

export function compressed(): Plugin {
  let folder = ''
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: (config) => {
      folder = config.build.outDir
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler: () => {
        for (const name of files(folder)) {
          const bytes = readFileSync(name)
          if (bytes.length < SMALL) continue
          const mode = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
          writeFileSync(`${name}.br`, brotliCompressSync(bytes, { params: mode }))
          writeFileSync(`${name}.gz`, gzipSync(bytes, { level: 9 }))
        }
      },
    },
  }
}
