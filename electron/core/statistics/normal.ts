/** The 97.5 % quantile of the standard normal distribution. */
export const z95 = 1.959963984540054
