/**
 * What the window's Chromium is started with. By itself it lets an answer wait until the frame after a click or a lifted
 * pen is drawn; so it can be in that frame.
 */
export const answersAtOnce = {
  switch: 'disable-features',
  features: 'DeferRendererTasksAfterInput',
} as const
