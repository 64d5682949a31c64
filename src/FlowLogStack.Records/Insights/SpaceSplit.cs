using System.Runtime.CompilerServices;

namespace FlowLogStack.Records;

/// <summary>Where the fields of the current event stand, when it has a certain number of them between single spaces.</summary>
/// <remarks>Looked for when the first of them is asked for, and once for each event.</remarks>
sealed class SpaceSplit(int fields)
{
    readonly int[] own = FieldBounds.ForFields(fields);
    int[] starts = [];
    long version = -1;
    bool isFound;

    /// <summary>The number of fields.</summary>
    internal int Fields { get; } = fields;

    /// <summary>Whether the event has so many fields.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Finds(InsightsEvent from) => version == from.Version ? isFound : Find(from);

    /// <summary>The text of a field, after <see cref="Finds"/> has said that there are some.</summary>
    internal InsightsValue this[InsightsEvent from, int index] =>
        InsightsValue.Of(from.Buffer, starts[index], starts[index + 1] - starts[index] - 1);

    /// <summary>The bytes of a field, after <see cref="Finds"/> has said that there are some.</summary>
    internal ReadOnlySpan<byte> Utf8(InsightsEvent from, int index) =>
        from.Buffer.AsSpan(starts[index], starts[index + 1] - starts[index] - 1);

    /// <summary>Takes the places that a reader of the event's line has found.</summary>
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
