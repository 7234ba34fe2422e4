/** For tools that read no single-file components. */
declare module '*.vue' {
  import type { Component } from 'vue'

  const component: Component
  export = component
}
