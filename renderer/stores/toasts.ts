import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import { messageOf } from '../lib/failure.ts'

/** Where something can be seen that a message tells of. */
export interface ToastLink {
  readonly label: string
  readonly to: RouteLocationRaw
}

export interface Toast {
  readonly id: number
  readonly text: string
  readonly isFailure: boolean
  readonly undo: (() => Promise<unknown>) | undefined
  readonly link: ToastLink | undefined
}

/** Short messages at the window's edge. */
export const useToasts = defineStore('toasts', () => {
  const toasts = shallowRef<readonly Toast[]>([])
  let last = 0

  const add = (toast: Omit<Toast, 'id'>): number => {
    toasts.value = [...toasts.value, { ...toast, id: ++last }]
    return last
  }

  const dismiss = (id: number) => {
    toasts.value = toasts.value.filter((toast) => toast.id !== id)
  }

  /** Says that something was done, and returns the id of the message; with `undo` it has a button for that. */
  const say = (text: string, undo?: () => Promise<unknown>, link?: ToastLink): number =>
    add({ text, undo, link, isFailure: false })

  /** Says that something has failed. */
  const fail = (text: string): number =>
    add({ text, undo: undefined, link: undefined, isFailure: true })

  /** Does something and says why it failed, if it does. Tells whether it was done. */
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act()
      return true
    } catch (error) {
      fail(messageOf(error))
      return false
    }
  }

  return { toasts, say, fail, attempt, dismiss }
})
