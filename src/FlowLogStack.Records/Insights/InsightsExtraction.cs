using System.Text;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>The values that a <c>parse</c> command extracts; none if the pattern does not match.</summary>
abstract class InsightsExtraction
{
    /// <summary>Returns one of the values extracted from an event.</summary>
    internal abstract InsightsValue Of(InsightsEvent from, int index);

    /// <summary>The fields of messages between single spaces, for a glob of only <c>*</c> and spaces.</summary>
    /// <remarks>Events with another number of spaces use the glob itself, whose last <c>*</c> matches the rest.</remarks>
    internal sealed class Split(SpaceSplit split, Glob glob) : InsightsExtraction
    {
        internal override InsightsValue Of(InsightsEvent from, int index) => split.Finds(from) ? split[from, index] : glob.Of(from, index);
    }

    /// <summary>A pattern in which each <c>*</c> matches as few characters as possible, and one at the end matches the rest.</summary>
    internal sealed class Glob(InsightsExpression source, string pattern) : InsightsExtraction
    {
        readonly byte[][] parts = [.. pattern.Split('*').Select(InsightsExpression.Bytes)];
        readonly InsightsValue[] values = new InsightsValue[pattern.AsSpan().Count('*')];
        long version = -1;

        internal override InsightsValue Of(InsightsEvent from, int index)
        {
            if (version != from.Version)
            {
                version = from.Version;
                if (!Take(source.Of(from)))
                    Array.Clear(values);
            }

            return values[index];
        }

        bool Take(in InsightsValue value)
        {
            if (value.IsNone)
                return false;
            var text = value.TextOf().ToArray();
            var at = text.AsSpan().IndexOf(parts[0]);
            if (at < 0)
                return false;
            at += parts[0].Length;
            for (var i = 0; i < values.Length; i++)
            {
                var next = parts[i + 1];
                var length = next.Length == 0 ? text.Length - at : text.AsSpan(at).IndexOf(next);
                if (length < 0)
                    return false;
                values[i] = InsightsValue.Of(text, at, length);
                at += length + next.Length;
            }

            return true;
        }
    }

    /// <summary>The named groups of a regular expression; a group without a match has no value.</summary>
    internal sealed class Groups(InsightsExpression source, Regex expression) : InsightsExtraction
    {
        readonly int[] numbers = [.. InsightsParser.Groups(expression).Select(expression.GroupNumberFromName)];
        readonly InsightsValue[] values = new InsightsValue[InsightsParser.Groups(expression).Count()];
        long version = -1;

        internal override InsightsValue Of(InsightsEvent from, int index)
        {
            if (version != from.Version)
            {
                version = from.Version;
                Take(source.Of(from));
            }

            return values[index];
        }

        void Take(in InsightsValue value)
        {
            var match = value.IsNone ? Match.Empty : expression.Match(Encoding.UTF8.GetString(value.TextOf()));
            for (var i = 0; i < values.Length; i++)
                values[i] = match.Groups[numbers[i]] is { Success: true } group ? InsightsValue.Of(group.Value) : default;
        }
    }
}
