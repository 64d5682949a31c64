namespace FlowLogStack.Testing;

/// <summary>Bytes that code allocates.</summary>
public static class Allocations
{
    const int Attempts = 5;

    /// <summary>Returns the fewest bytes that an action allocated in several runs, after runs in which its code was compiled.</summary>
    /// <remarks>A garbage collection that another test causes adds the rest of this thread's block of memory, up to 8 kB.</remarks>
    public static long By(Action action)
    {
        for (var i = 0; i < 3; i++)
            action();
        var fewest = long.MaxValue;
        for (var i = 0; i < Attempts; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }
}
