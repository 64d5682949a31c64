namespace FlowLogStack.Simulation;

/// <summary>Blocks of bytes that one thread hands to another, at most some at a time.</summary>
/// <remarks>The framework's collections for threads are compiled at each start for the types that they hold, which takes longer than a small file.</remarks>
/// <param name="most">Number of blocks that wait to be taken.</param>
sealed class BlockQueue(int most)
{
    readonly object gate = new();
    readonly Queue<Block> blocks = new();
    bool isComplete;
    bool isStopped;

    /// <summary>Whether no more blocks are taken.</summary>
    internal bool IsStopped
    {
        get
        {
            lock (gate)
                return isStopped;
        }
    }

    /// <summary>Adds a block, and waits until there is room for it.</summary>
    /// <returns>False if no more blocks are taken.</returns>
    internal bool Add(byte[] bytes, int length)
    {
        lock (gate)
        {
            while (blocks.Count == most && !isStopped)
                Monitor.Wait(gate);
            if (isStopped)
                return false;
            blocks.Enqueue(new Block(bytes, length));
            Monitor.PulseAll(gate);
            return true;
        }
    }

    /// <summary>Takes the next block, and waits until there is one.</summary>
    /// <returns>Null after the last block.</returns>
    internal Block? Take()
    {
        lock (gate)
        {
            while (blocks.Count == 0 && !isComplete)
                Monitor.Wait(gate);
            Monitor.PulseAll(gate);
            return blocks.Count == 0 ? null : blocks.Dequeue();
        }
    }

    /// <summary>Adds no more blocks.</summary>
    internal void Complete() => End(ref isComplete);

    /// <summary>Takes no more blocks.</summary>
    internal void Stop() => End(ref isStopped);

    void End(ref bool isEnded)
    {
        lock (gate)
        {
            isEnded = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Bytes of an array, from its start.</summary>
    internal sealed class Block(byte[] bytes, int length)
    {
        /// <summary>The array.</summary>
        internal byte[] Bytes => bytes;

        /// <summary>Number of bytes.</summary>
        internal int Length => length;
    }
}
