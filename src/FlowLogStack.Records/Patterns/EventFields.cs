using System.Buffers;

namespace FlowLogStack.Records;

/// <summary>Walks over the fields of an event: runs of other bytes than white space, or what stands in double quotes or square brackets.</summary>
/// <remarks>
/// A field in quotes or brackets must begin with the opening character, and end with the first closing one, followed by
/// white space or the end; a backslash takes a quote after it literally. Where the closing one is missing, or something
/// follows it directly, the opening character is one like any other, but what stands between is kept together.
/// </remarks>
ref struct EventFields(ReadOnlySpan<byte> message)
{
    static readonly SearchValues<byte> QuoteBytes = SearchValues.Create("\"\\"u8);

    readonly ReadOnlySpan<byte> message = message;
    int next;
    bool noMoreQuotes;
    bool noMoreBrackets;

    /// <summary>The field's text, without the quotes or brackets around it.</summary>
    internal ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Where the field begins in the message, with its quotes or brackets.</summary>
    internal int Start { get; private set; }

    internal static bool IsSeparator(byte c) => c <= (byte)' ';

    internal bool MoveNext()
    {
        while (next < message.Length && IsSeparator(message[next]))
            next++;
        if (next == message.Length)
            return false;
        Start = next;
        var closed = message[next] switch
        {
            (byte)'"' => ClosingQuote(),
            (byte)'[' => ClosingBracket(),
            _ => -1,
        };
        next = closed < 0 ? next : closed + 1;
        while (next < message.Length && !IsSeparator(message[next]))
            next++;
        Current = closed == next - 1 && closed > 0 ? message[(Start + 1)..closed] : message[Start..next];
        return true;
    }

    int ClosingQuote()
    {
        var at = next + 1;
        while (!noMoreQuotes)
        {
            var found = message[at..].IndexOfAny(QuoteBytes);
            if (found < 0)
            {
                noMoreQuotes = true;
                break;
            }

            at += found;
            if (message[at] == '"')
                return at;
            at = Math.Min(at + 2, message.Length);
        }

        return -1;
    }

    int ClosingBracket()
    {
        if (noMoreBrackets)
            return -1;
        var found = message[next..].IndexOf((byte)']');
        noMoreBrackets = found < 0;
        return found < 0 ? -1 : next + found;
    }
}
