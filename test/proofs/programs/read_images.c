/* Reads images of a byte a pixel with an exported header and prints an answer a line. */
#define DIGIT_MODEL_IMPLEMENTATION
#include MODEL_HEADER
#include <stdio.h>

int main(int count, char **words) {
  unsigned char bytes[DIGIT_MODEL_INPUTS];
  float pixels[DIGIT_MODEL_INPUTS], answers[DIGIT_MODEL_CLASSES];
  FILE *file = count == 2 ? fopen(words[1], "rb") : NULL;
  if (!file) return 1;
  while (fread(bytes, sizeof bytes, 1, file) == 1) {
    for (int i = 0; i < DIGIT_MODEL_INPUTS; i++) pixels[i] = bytes[i] / (float)WHITE;
    digit_model_read(pixels, answers);
    for (int c = 0; c < DIGIT_MODEL_CLASSES; c++) printf("%.9g%c", answers[c], c + 1 < DIGIT_MODEL_CLASSES ? ' ' : '\n');
  }
  fclose(file);
  return 0;
}
