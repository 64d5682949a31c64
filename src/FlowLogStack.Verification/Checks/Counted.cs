using System.Globalization;

namespace FlowLogStack.Verification;

/// <summary>Counts with their nouns, as text.</summary>
static class Counted
{
    internal static string Of(double count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count:0.####} {thing}{(count == 1 ? "" : "s")}");
}
