using System.Runtime.CompilerServices;

namespace FlowLogStack.Records;

/// <summary>The positions of the current event's fields, if it has a certain number of them between single spaces.</summary>
/// <remarks>Computed on first use, once for each event.</remarks>
sealed class SpaceSplit(int fields)
{
    readonly int[] own = FieldBounds.ForFields(fields);
    int[] starts = [];
    long version = -1;
    bool isFound;

    /// <summary>Returns whether the event has that number of fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Finds(InsightsEvent from) => version == from.Version ? isFound : Find(from);

    /// <summary>Text of a field; valid after <see cref="Finds"/> returned true.</summary>
    internal InsightsValue this[InsightsEvent from, int index] =>
        InsightsValue.Of(from.Buffer, starts[index], starts[index + 1] - starts[index] - 1);

    /// <summary>Returns the bytes of a field; valid after <see cref="Finds"/> returned true.</summary>
    internal ReadOnlySpan<byte> Utf8(InsightsEvent from, int index) =>
        from.Buffer.AsSpan(starts[index], starts[index + 1] - starts[index] - 1);

    /// <summary>Sets the positions that a reader of the event's line has found.</summary>
    internal void Take(InsightsEvent from, int[] found)
    {
        starts = found;
        version = from.Version;
        isFound = true;
    }

    bool Find(InsightsEvent from)
    {
        starts = own;
        version = from.Version;
        isFound = FieldBounds.Find(from.Message, own) is RejectionReason.None;
        return isFound;
    }
}
