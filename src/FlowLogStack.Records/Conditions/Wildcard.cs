using System.Text;

namespace FlowLogStack.Records;

/// <summary>A text in which each <c>*</c> matches any run of characters, including an empty one.</summary>
sealed class Wildcard
{
    readonly byte[] first;
    readonly byte[][] middle;
    readonly byte[] last;
    readonly int shortest;

    internal Wildcard(string text)
    {
        byte[][] parts = [.. text.Split('*').Select(Encoding.UTF8.GetBytes)];
        first = parts[0];
        last = parts.Length > 1 ? parts[^1] : [];
        middle = [.. parts.Skip(1).SkipLast(1).Where(part => part.Length > 0)];
        IsExact = parts.Length == 1;
        shortest = parts.Sum(part => part.Length);
    }

    bool IsExact { get; }

    /// <summary>The text with which values must begin, if that is the only condition; otherwise null.</summary>
    internal byte[]? Prefix => !IsExact && first.Length > 0 && middle.Length == 0 && last.Length == 0 ? first : null;

    // Between a fixed start and a fixed end, matching each part at its first occurrence leaves the most text to the next ones.
    internal bool Matches(ReadOnlySpan<byte> value)
    {
        if (IsExact)
            return value.SequenceEqual(first);
        if (value.Length < shortest || !value.StartsWith(first) || !value.EndsWith(last))
            return false;
        var rest = value[first.Length..(value.Length - last.Length)];
        foreach (var part in middle)
        {
            var at = rest.IndexOf(part);
            if (at < 0)
                return false;
            rest = rest[(at + part.Length)..];
        }

        return true;
    }
}
