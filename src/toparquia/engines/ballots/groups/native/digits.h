/* The digits by which multiples are sorted, and the order of the group. */
#ifndef TOPARQUIA_DIGITS_H
#define TOPARQUIA_DIGITS_H

#include <stddef.h>
#include <stdint.h>

#define DIGITS 64
#define BUCKETS 8

/* The exponent of the check of membership. */
static const uint8_t ORDER[32] = {
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10};

/* Digits from -8 to 7, in base 16, of a number below 2^253. */
static inline void digits_of(int8_t digits[DIGITS], const uint8_t scalar[32])
{
    int carry = 0;
    for (int i = 0; i < DIGITS; i++) {
        int digit = ((scalar[i / 2] >> (4 * (i & 1))) & 15) + carry;
        carry = digit >= 8;
        digits[i] = (int8_t)(digit - 16 * carry);
    }
}

#endif
