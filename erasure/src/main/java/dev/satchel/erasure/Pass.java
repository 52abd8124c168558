package dev.satchel.erasure;

/**
 * What a kernel can do in one loop: a few inputs, times their coefficients, into a few outputs.
 *
 * @param kernel that does it
 * @param tables of the coefficients, see {@link LookupTables}
 * @param inputs as many as the kernel takes; what is too many has coefficients of zero
 * @param outputs at most {@link VectorKernel#MOST_OUTPUTS}
 */
record Pass(Kernel kernel, byte[] tables, Operand[] inputs, Operand[] outputs) {}
