// What a test gets that imports Electron without a double.
throw new Error('Tests run without Electron: use the double in test/electron-double/')
