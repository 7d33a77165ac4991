/* Arithmetic modulo p = 2^255 - 19, for public values: nothing here takes care with time.
 *
 * A number is five limbs of 51 bits. "Tight" limbs are below 2^51 + 2^43, as products leave them; a sum or
 * difference of tight ones is "loose", below 2^54, which is what products take.
 * Source: D. Bernstein, "Curve25519" (PKC 2006), for the radix; RFC 8032, section 5.1, for roots.
 */
#ifndef TOPARQUIA_FIELD_H
#define TOPARQUIA_FIELD_H

#include <stdint.h>
#include <string.h>

typedef unsigned __int128 wide;
typedef struct { uint64_t limb[5]; } field;

#define LIMB_BITS 51
#define LIMB_MASK ((UINT64_C(1) << LIMB_BITS) - 1)

static const field FIELD_ZERO = {{0, 0, 0, 0, 0}};
static const field FIELD_ONE = {{1, 0, 0, 0, 0}};
static const field CURVE_D = {{0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb, 0x52036cee2b6ff}};
static const field TWICE_D = {{0x69b9426b2f159, 0x35050762add7a, 0x3cf44c0038052, 0x6738cc7407977, 0x2406d9dc56dff}};
static const field ROOT_OF_MINUS_ONE = {
    {0x61b274a0ea0b0, 0x0d5a5fc8f189d, 0x7ef5e9cbd0c60, 0x78595a6804c9e, 0x2b8324804fc1d}};

static inline field field_add(const field *a, const field *b)
{
    field sum;
    for (int i = 0; i < 5; i++)
        sum.limb[i] = a->limb[i] + b->limb[i];
    return sum;
}

/* a - b for a tight b: twice p is added first. */
static inline field field_sub(const field *a, const field *b)
{
    static const uint64_t lift[5] = {
        2 * (LIMB_MASK - 18), 2 * LIMB_MASK, 2 * LIMB_MASK, 2 * LIMB_MASK, 2 * LIMB_MASK};
    field difference;
    for (int i = 0; i < 5; i++)
        difference.limb[i] = a->limb[i] + lift[i] - b->limb[i];
    return difference;
}

/* a - b where b is one sum or one field_sub of tight ones, so below 2^53 - 76: four times p is added. */
static inline field field_sub_loose(const field *a, const field *b)
{
    static const uint64_t lift[5] = {
        4 * (LIMB_MASK - 18), 4 * LIMB_MASK, 4 * LIMB_MASK, 4 * LIMB_MASK, 4 * LIMB_MASK};
    field difference;
    for (int i = 0; i < 5; i++)
        difference.limb[i] = a->limb[i] + lift[i] - b->limb[i];
    return difference;
}

static inline field field_carried(wide r0, wide r1, wide r2, wide r3, wide r4)
{
    field out;
    r1 += (uint64_t)(r0 >> LIMB_BITS);
    out.limb[0] = (uint64_t)r0 & LIMB_MASK;
    r2 += (uint64_t)(r1 >> LIMB_BITS);
    out.limb[1] = (uint64_t)r1 & LIMB_MASK;
    r3 += (uint64_t)(r2 >> LIMB_BITS);
    out.limb[2] = (uint64_t)r2 & LIMB_MASK;
    r4 += (uint64_t)(r3 >> LIMB_BITS);
    out.limb[3] = (uint64_t)r3 & LIMB_MASK;
    out.limb[4] = (uint64_t)r4 & LIMB_MASK;
    /* 2^255 is 19 modulo p. The carry may have 60 bits, so it is taken in two steps. */
    wide last = (wide)(uint64_t)(r4 >> LIMB_BITS) * 19 + out.limb[0];
    out.limb[0] = (uint64_t)last & LIMB_MASK;
    out.limb[1] += (uint64_t)(last >> LIMB_BITS);
    return out;
}

static inline field field_mul(const field *a, const field *b)
{
    const uint64_t a0 = a->limb[0], a1 = a->limb[1], a2 = a->limb[2], a3 = a->limb[3], a4 = a->limb[4];
    const uint64_t b0 = b->limb[0], b1 = b->limb[1], b2 = b->limb[2], b3 = b->limb[3], b4 = b->limb[4];
    const uint64_t c1 = 19 * b1, c2 = 19 * b2, c3 = 19 * b3, c4 = 19 * b4;
    return field_carried(
        (wide)a0 * b0 + (wide)a1 * c4 + (wide)a2 * c3 + (wide)a3 * c2 + (wide)a4 * c1,
        (wide)a0 * b1 + (wide)a1 * b0 + (wide)a2 * c4 + (wide)a3 * c3 + (wide)a4 * c2,
        (wide)a0 * b2 + (wide)a1 * b1 + (wide)a2 * b0 + (wide)a3 * c4 + (wide)a4 * c3,
        (wide)a0 * b3 + (wide)a1 * b2 + (wide)a2 * b1 + (wide)a3 * b0 + (wide)a4 * c4,
        (wide)a0 * b4 + (wide)a1 * b3 + (wide)a2 * b2 + (wide)a3 * b1 + (wide)a4 * b0);
}

static inline field field_square(const field *a)
{
    const uint64_t a0 = a->limb[0], a1 = a->limb[1], a2 = a->limb[2], a3 = a->limb[3], a4 = a->limb[4];
    const uint64_t d0 = 2 * a0, d1 = 2 * a1, d2 = 2 * a2;
    const uint64_t e3 = 19 * a3, e4 = 19 * a4;
    return field_carried(
        (wide)a0 * a0 + (wide)d1 * e4 + (wide)d2 * e3,
        (wide)d0 * a1 + (wide)d2 * e4 + (wide)a3 * e3,
        (wide)d0 * a2 + (wide)a1 * a1 + (wide)(2 * a3) * e4,
        (wide)d0 * a3 + (wide)d1 * a2 + (wide)a4 * e4,
        (wide)d0 * a4 + (wide)d1 * a3 + (wide)a2 * a2);
}

static inline field field_squares(field a, int times)
{
    while (times-- > 0)
        a = field_square(&a);
    return a;
}

/* a^(2^250 - 1), which both exponents below begin with; `eleven` is given a^11. */
static inline field field_long_power(const field *a, field *eleven)
{
    field a2 = field_square(a), t = field_squares(a2, 2), a9 = field_mul(&t, a);
    *eleven = field_mul(&a9, &a2);
    t = field_square(eleven);
    field a31 = field_mul(&t, &a9);
    t = field_squares(a31, 5);
    field x10 = field_mul(&t, &a31);
    t = field_squares(x10, 10);
    field x20 = field_mul(&t, &x10);
    t = field_squares(x20, 20);
    t = field_mul(&t, &x20);
    t = field_squares(t, 10);
    field x50 = field_mul(&t, &x10);
    t = field_squares(x50, 50);
    field x100 = field_mul(&t, &x50);
    t = field_squares(x100, 100);
    t = field_mul(&t, &x100);
    t = field_squares(t, 50);
    return field_mul(&t, &x50);
}

/* a^(p - 2): the inverse, and 0 for 0. */
static inline field field_inverse(const field *a)
{
    field eleven, t = field_long_power(a, &eleven);
    t = field_squares(t, 5);
    return field_mul(&t, &eleven);
}

/* a^((p - 5) / 8), from which square roots are made. */
static inline field field_root_power(const field *a)
{
    field eleven, t = field_long_power(a, &eleven);
    t = field_squares(t, 2);
    return field_mul(&t, a);
}

static inline uint64_t load_64(const uint8_t *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, 8);
    return value;
}

/* The number of 32 little-endian bytes, without the top bit. */
static inline field field_from_bytes(const uint8_t bytes[32])
{
    field a;
    a.limb[0] = load_64(bytes) & LIMB_MASK;
    a.limb[1] = (load_64(bytes + 6) >> 3) & LIMB_MASK;
    a.limb[2] = (load_64(bytes + 12) >> 6) & LIMB_MASK;
    a.limb[3] = (load_64(bytes + 19) >> 1) & LIMB_MASK;
    a.limb[4] = (load_64(bytes + 24) >> 12) & LIMB_MASK;
    return a;
}

/* The 32 bytes of the one number below p. */
static inline void field_to_bytes(uint8_t bytes[32], const field *a)
{
    field t = *a;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 4; i++) {
            t.limb[i + 1] += t.limb[i] >> LIMB_BITS;
            t.limb[i] &= LIMB_MASK;
        }
        t.limb[0] += 19 * (t.limb[4] >> LIMB_BITS);
        t.limb[4] &= LIMB_MASK;
    }
    /* Now below 2^255 + 19: whether p fits once more is the carry of adding 19. */
    uint64_t fits = (t.limb[0] + 19) >> LIMB_BITS;
    for (int i = 1; i < 5; i++)
        fits = (t.limb[i] + fits) >> LIMB_BITS;
    t.limb[0] += 19 * fits;
    for (int i = 0; i < 4; i++) {
        t.limb[i + 1] += t.limb[i] >> LIMB_BITS;
        t.limb[i] &= LIMB_MASK;
    }
    t.limb[4] &= LIMB_MASK;
    const uint64_t words[4] = {
        t.limb[0] | t.limb[1] << 51,
        t.limb[1] >> 13 | t.limb[2] << 38,
        t.limb[2] >> 26 | t.limb[3] << 25,
        t.limb[3] >> 39 | t.limb[4] << 12};
    memcpy(bytes, words, 32);
}

static inline int field_equal(const field *a, const field *b)
{
    uint8_t left[32], right[32];
    field_to_bytes(left, a);
    field_to_bytes(right, b);
    return memcmp(left, right, 32) == 0;
}

static inline int field_is_odd(const field *a)
{
    uint8_t bytes[32];
    field_to_bytes(bytes, a);
    return bytes[0] & 1;
}

#endif
