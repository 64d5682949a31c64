using System.Buffers;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>One field of a space-delimited filter pattern.</summary>
/// <param name="Name">Name; empty for none.</param>
/// <param name="Condition">Condition as in the pattern; empty for none.</param>
/// <param name="IsEllipsis">Whether it is <c>...</c>, any number of fields.</param>
sealed record PatternSlot(string Name, string Condition, bool IsEllipsis)
{
    static readonly SearchValues<char> AfterName = SearchValues.Create("=!<> (");

    /// <summary>Splits a space-delimited pattern into its fields; null if the pattern is of another kind.</summary>
    internal static IReadOnlyList<PatternSlot>? Of(string pattern)
    {
        if (PatternText.Slots(pattern) is not { } slots)
            return null;
        return [.. slots.Select(part => part == "..." ? new PatternSlot("", "", true)
            : new PatternSlot(NameIn(part), part == NameIn(part) ? "" : part, false))];
    }

    static string NameIn(string part)
    {
        var end = part.AsSpan().IndexOfAny(AfterName);
        return end < 0 ? part : part[..end].Trim();
    }
}
