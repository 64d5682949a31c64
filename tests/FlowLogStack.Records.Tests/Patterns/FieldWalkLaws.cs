using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FlowLogStack.Records.Tests;

/// <summary>Plain events are scanned in blocks, others walked over byte by byte: both must find the same fields.</summary>
public sealed class FieldWalkLaws
{
    static readonly Arbitrary<string> Events = Gen.OneOf(Message("abc 1"), Message("ab1  -"), Message("a \"[]\\\t")).ToArbitrary();

    static Gen<string> Message(string alphabet) =>
        from length in Gen.Choose(0, 200)
        from characters in Gen.ArrayOf(Gen.Elements(alphabet.ToCharArray()), length)
        select new string(characters);

    [Fact]
    public void Every_field_found_by_scanning_is_found_by_walking() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Events, message =>
        {
            var pattern = LogPattern.Parse("[...]");
            Assert.True(pattern.TryMatch(Encoding.UTF8.GetBytes(message), out var match));
            var count = 0;
            foreach (var value in match)
            {
                count++;
                Assert.True(pattern.ValueOf(value.Name).TryGet(match, out var scanned));
                Assert.Equal(Encoding.UTF8.GetString(value.Text), Encoding.UTF8.GetString(scanned));
            }

            Assert.False(pattern.ValueOf($"${count + 1}").TryGet(match, out _));
            var exact = "[" + string.Join(',', Enumerable.Range(1, count).Select(i => "f" + i)) + "]";
            Assert.True(exact.Length > LogPattern.MaximumLength || Matching.Selects(exact, message));
            Assert.False(count > 0 && exact.Length < 1000 && Matching.Selects(exact[..^1] + ",more]", message));
        }));

    [Fact]
    public void Without_quotes_and_brackets_the_fields_are_the_words() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Message("abc 1  -").ToArbitrary(), message =>
        {
            var words = message.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(string.Join('|', words.Select((word, i) => $"${i + 1}={word}")), Matching.Values("[]", message));
        }));

    [Fact]
    public void Any_text_is_a_pattern_or_refused_at_a_column_within_it() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000),
            Prop.ForAll(Gen.OneOf(Message("[a,=b.1 ]|&"), Message("{$.a=1 ()[]'|&}"), Message("%a[]{1,2}\\d|*+^-%\"?")).ToArbitrary(), text =>
        {
            try
            {
                LogPattern.Parse(text).IsMatch("a b c"u8);
            }
            catch (LogPatternException e)
            {
                Assert.InRange(e.Column, 1, text.Length + 1);
            }
        }));
}
