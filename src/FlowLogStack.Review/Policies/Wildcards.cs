namespace FlowLogStack.Review;

/// <summary>The wildcards <c>*</c> and <c>?</c> of policies.</summary>
static class Wildcards
{
    /// <summary>Returns whether a pattern selects everything that another pattern selects.</summary>
    /// <param name="wide">The pattern that may be wider.</param>
    /// <param name="narrow">The other pattern, or a value.</param>
    /// <param name="ignoresCase">Whether letters are compared without case, as in actions.</param>
    internal static bool Cover(string wide, string narrow, bool ignoresCase = false)
    {
        if (ignoresCase)
            (wide, narrow) = (wide.ToLowerInvariant(), narrow.ToLowerInvariant());
        var (w, n, star, mark) = (0, 0, -1, 0);
        while (n < narrow.Length)
        {
            if (w < wide.Length && wide[w] == '*')
            {
                star = w++;
                mark = n;
            }
            else if (w < wide.Length && (wide[w] == narrow[n] || (wide[w] == '?' && narrow[n] != '*')))
            {
                w++;
                n++;
            }
            else if (star >= 0)
            {
                w = star + 1;
                n = ++mark;
            }
            else
            {
                return false;
            }
        }

        return wide.AsSpan(w).TrimStart('*').IsEmpty;
    }

    internal static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;
}
