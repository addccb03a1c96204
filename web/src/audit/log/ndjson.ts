// Reads the log line by line as it arrives: a long answer is shown, and can be stopped, on its way.
export interface LogEvent {
  position: number
  stream: string
  version: number
  topic: string
  recorded_at: string
  by: string | null
  command_id: string
  leaf_hash: string
  data: Record<string, unknown>
  sealed: string[]
  flaw?: string | null
}

// Cuts chunks of bytes into lines; a line, or a letter, may be torn between two chunks.
export class Lines {
  private readonly letters = new TextDecoder()
  private rest = ''

  take(bytes: Uint8Array): string[] {
    return this.cut(this.letters.decode(bytes, { stream: true }))
  }

  end(): string[] {
    return this.cut(this.letters.decode() + '\n')
  }

  private cut(text: string): string[] {
    const lines = (this.rest + text).split('\n')
    this.rest = lines.pop() ?? ''
    return lines.filter(Boolean)
  }
}

export async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const reader = body.getReader()
  const lines = new Lines()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      const found = done ? lines.end() : lines.take(value)
      if (found.length) yield found
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => undefined) // whoever stops early lets the server stop too
  }
}

export function parse(line: string): LogEvent {
  return JSON.parse(line) as LogEvent
}
