/** What the program was built from, put in its place by the build. */
declare const __BUILT_FROM__: import('./core/environment.ts').Source
