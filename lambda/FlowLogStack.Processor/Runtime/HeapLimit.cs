using System.Globalization;

namespace FlowLogStack.Processor;

/// <summary>The limit of the garbage-collected heap, a share of the memory that the function has.</summary>
/// <remarks>
/// The sandbox shows more memory than the function may use and ends a process that uses more. With a limit the collector works
/// harder before that, and what doesn't fit is an error of one event.
/// </remarks>
static class HeapLimit
{
    const ulong Megabyte = 1024 * 1024;

    // Code, stacks and the buffers of sockets and decompression are outside the heap, and take some 50 MB.
    const ulong Percent = 75;

    /// <summary>The limit in bytes.</summary>
    /// <param name="megabytes">The function's memory, the value of <c>AWS_LAMBDA_FUNCTION_MEMORY_SIZE</c>.</param>
    /// <returns>Null if the value is absent or is not a positive number.</returns>
    public static ulong? Of(string? megabytes) =>
        uint.TryParse(megabytes, NumberStyles.None, CultureInfo.InvariantCulture, out var memory) && memory > 0 ? memory * Megabyte * Percent / 100 : null;

    /// <summary>Sets the limit of this process. A lower limit that is in force stays.</summary>
    /// <param name="megabytes">As for <see cref="Of"/>; without it nothing changes.</param>
    public static void Set(string? megabytes)
    {
        if (Of(megabytes) is not { } limit || (ulong)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes <= limit)
            return;
        AppContext.SetData("GCHeapHardLimit", limit);
        GC.RefreshMemoryLimit();
    }
}
