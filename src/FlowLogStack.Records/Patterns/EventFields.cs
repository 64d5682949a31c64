using System.Buffers;

namespace FlowLogStack.Records;

/// <summary>An enumerator of an event's fields: runs of bytes other than spaces and tabs, or text between double quotes or square brackets.</summary>
/// <remarks>
/// A field in quotes or brackets has to begin with the opening character and end with the first closing one, followed by
/// a space, a tab or the end; a backslash escapes a quote after it. If the closing character is missing, or other
/// text follows it directly, the opening character is an ordinary character.
/// </remarks>
ref struct EventFields(ReadOnlySpan<byte> message)
{
    static readonly SearchValues<byte> QuoteBytes = SearchValues.Create("\"\\"u8);

    readonly ReadOnlySpan<byte> message = message;
    int next;
    bool noMoreQuotes;
    bool noMoreBrackets;
    int bracket = -1;

    /// <summary>Text of the field, without its quotes or brackets.</summary>
    internal ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Start of the field in the message, including its quotes or brackets.</summary>
    internal int Start { get; private set; }

    internal static bool IsSeparator(byte c) => c is (byte)' ' or (byte)'\t';

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
        if (closed > 0 && (closed + 1 == message.Length || IsSeparator(message[closed + 1])))
        {
            next = closed + 1;
            Current = message[(Start + 1)..closed];
            return true;
        }

        while (next < message.Length && !IsSeparator(message[next]))
            next++;
        Current = message[Start..next];
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
        // Several fields may begin with a bracket before the same closing bracket, which is searched once.
        if (bracket >= next)
            return bracket;
        var found = message[next..].IndexOf((byte)']');
        noMoreBrackets = found < 0;
        return found < 0 ? -1 : bracket = next + found;
    }
}
