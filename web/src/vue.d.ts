// Attributes that templates may carry beside those Vue knows.
import 'vue'

declare module 'vue' {
  interface HTMLAttributes {
    'data-tone'?: string
    'data-state'?: string
    'data-test'?: string
    'data-line'?: string // how a live stream fares
    'data-label'?: string // what a cell is called where its row is a card
  }
}
