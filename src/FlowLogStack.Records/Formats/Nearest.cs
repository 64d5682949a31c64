namespace FlowLogStack.Records;

/// <summary>Search for the most similar word, for suggestions in error messages.</summary>
public static class Nearest
{
    const int LongestWord = 100;
    const int ShortWord = 4;
    const int ShortestBeginning = 3;

    /// <summary>
    /// Returns the candidate with the fewest edits from <paramref name="word"/>, or the only one that begins with it; null if none is similar.
    /// </summary>
    /// <param name="word">Word to search for; case is ignored.</param>
    /// <param name="candidates">Valid words.</param>
    public static string? To(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        if (word.Length > LongestWord)
            return null;
        // Of a short word, two edits leave too little that is similar: 'nope' is not 'type'.
        var limit = word.Length <= ShortWord ? 1 : Math.Max(2, word.Length / 3);
        List<string> all = [.. candidates];
        return all
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= limit)
            .Select(candidate => (candidate, distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= limit)
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault()
            ?? OnlyBeginning(word, all);
    }

    static string? OnlyBeginning(string word, List<string> candidates) =>
        word.Length >= ShortestBeginning && candidates.FindAll(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is [var only]
            ? only
            : null;

    static int Distance(string a, string b)
    {
        // Two transposed letters are one edit, because they are a common typing error.
        var (row, above, beforeThat) = (Enumerable.Range(0, b.Length + 1).ToArray(), new int[b.Length + 1], new int[b.Length + 1]);
        for (var i = 1; i <= a.Length; i++)
        {
            (row, above, beforeThat) = (beforeThat, row, above);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), 1 + Math.Min(above[j], row[j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], 1 + beforeThat[j - 2]);
            }
        }

        return row[b.Length];
    }
}
