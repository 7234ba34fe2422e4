import 'vue-router'
import type { Message } from './lib/translate.ts'

declare module 'vue-router' {
  interface RouteMeta {
    readonly title: Message
  }
}
