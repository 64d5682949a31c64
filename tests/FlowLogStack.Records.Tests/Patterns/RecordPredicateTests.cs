using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FlowLogStack.Records.Tests;

public sealed class RecordPredicateTests
{
    const string Reject = "2 123456789010 eni-1 172.31.9.69 172.31.16.139 49761 22 6 20 4249 1418530010 1418530070 REJECT OK";
    const string Icmp = "2 123456789010 eni-1 203.0.113.12 172.31.16.139 0 0 1 4 336 1432917027 1432917142 ACCEPT OK";
    const string Six = "2 123456789010 eni-1 2001:db8:1234:a100::1 2001:db8:1234:a102::1 34892 22 6 54 8855 1477913708 1477913820 ACCEPT OK";
    const string NoData = "2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - NODATA";
    const string SkipData = "2 123456789010 eni-1 - - - - - - - 1431280876 1431280934 - SKIPDATA";

    static readonly string[] Records = [Reject, Icmp, Six, NoData, SkipData];

    static bool Holds(FlowLogFormat format, string line, params FieldCondition[] conditions)
    {
        Assert.True(new FlowLogReader(format).TryRead(Encoding.UTF8.GetBytes(line), out var record, out var rejection), rejection.ToString());
        return new RecordPredicate(conditions).Holds(record);
    }

    [Fact]
    public void The_filter_pattern_selects_what_the_predicate_selects()
    {
        var (selected, passedOver) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(ConditionCase.Random, example =>
        {
            string text;
            try
            {
                text = example.Format.ToFilterPattern(example.Conditions);
            }
            catch (FlowLogFormatException)
            {
                // Longer than a pattern may be: then there is no rendering to agree with.
                return;
            }

            var pattern = LogPattern.Parse(text);
            foreach (var line in example.Lines)
            {
                var expected = Holds(example.Format, line, example.Conditions);
                Assert.True(expected == pattern.IsMatch(Encoding.UTF8.GetBytes(line)),
                    $"The predicate says {expected}, the pattern {!expected}:\n{text}\n{line}");
                _ = expected ? selected++ : passedOver++;
            }
        }));
        Assert.InRange(selected, 1000, int.MaxValue);
        Assert.InRange(passedOver, 1000, int.MaxValue);
    }

    public static TheoryData<string, FieldCondition[], bool[]> Cases { get; } = new()
    {
        { "none", [], [true, true, true, true, true] },
        { "protocol is 6", [FlowField.Protocol.Is(6)], [true, false, true, false, false] },
        { "protocol is not 6", [FlowField.Protocol.IsNot(6)], [false, true, false, false, false] },
        { "protocol is none of 1, 6", [FlowField.Protocol.IsNoneOf(1, 6)], [false, false, false, false, false] },
        { "bytes above 400", [FlowField.Bytes.IsAbove(400)], [true, false, true, false, false] },
        { "bytes below 400", [FlowField.Bytes.IsBelow(400)], [false, true, false, false, false] },
        { "bytes from 336 to 4249", [FlowField.Bytes.IsBetween(336, 4249)], [true, true, false, false, false] },
        { "port 22 or 0", [FlowField.DstPort.IsOneOf(22, 0)], [true, true, true, false, false] },
        { "action is not ACCEPT", [FlowField.Action.IsNot("ACCEPT")], [true, false, false, true, true] },
        { "action is absent", [FlowField.Action.Is("-")], [false, false, false, true, true] },
        { "status is SKIPDATA", [FlowField.LogStatus.Is("SKIPDATA")], [false, false, false, false, true] },
        { "source like 2001:*", [FlowField.SrcAddr.Matches("2001:*")], [false, false, true, false, false] },
        { "source like 1*.69", [FlowField.SrcAddr.Matches("1*.69")], [true, false, false, false, false] },
        { "account is text", [FlowField.AccountId.Is("0123456789010")], [false, false, false, false, false] },
        { "port 22 and rejected", [FlowField.DstPort.Is(22), FlowField.Action.Is("REJECT")], [true, false, false, false, false] },
        { "ends after", [FlowField.End.IsAtLeast(1432917142)], [false, true, true, false, false] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Predicate_and_pattern_select_the_records_meant(string what, FieldCondition[] conditions, bool[] expected)
    {
        var pattern = LogPattern.Parse(FlowLogFormat.Default.ToFilterPattern(conditions));
        Assert.True(expected.SequenceEqual(Records.Select(line => Holds(FlowLogFormat.Default, line, conditions))), $"predicate: {what}");
        Assert.True(expected.SequenceEqual(Records.Select(line => pattern.IsMatch(Encoding.UTF8.GetBytes(line)))), $"pattern: {what}");
    }

    [Fact]
    public void The_pattern_goes_on_matching_a_longer_format_except_for_a_condition_on_its_last_field()
    {
        var pattern = LogPattern.Parse(FlowLogFormat.Default.ToFilterPattern(FlowField.Action.Is("REJECT")));
        Assert.True(pattern.IsMatch(Encoding.UTF8.GetBytes(Reject)));
        Assert.True(pattern.IsMatch(Encoding.UTF8.GetBytes(Reject + " vpc-1")));
        Assert.False(pattern.IsMatch(Encoding.UTF8.GetBytes(Reject[..^3])));
        var onLast = LogPattern.Parse(FlowLogFormat.Default.ToFilterPattern(FlowField.LogStatus.Is("OK")));
        Assert.True(onLast.IsMatch(Encoding.UTF8.GetBytes(Reject)));
        Assert.False(onLast.IsMatch(Encoding.UTF8.GetBytes(Reject + " vpc-1")));
    }

    [Fact]
    public void A_record_without_the_field_fulfils_nothing() =>
        Assert.False(Holds(FlowLogFormat.Default, Reject, FlowField.VpcId.IsNot("vpc-1")));

    [Fact]
    public void Reads_records_without_allocating()
    {
        var predicate = new RecordPredicate(FlowField.DstPort.IsOneOf(22, 3389), FlowField.Protocol.IsNot(17), FlowField.SrcAddr.Matches("172.*"),
            FlowField.Action.Is("REJECT"));
        var reader = new FlowLogReader(FlowLogFormat.Default);
        var line = Encoding.UTF8.GetBytes(Reject);
        Assert.Equal(0, Allocations.By(() =>
        {
            Assert.True(reader.TryRead(line, out var record, out _));
            for (var i = 0; i < 1000; i++)
                Assert.True(predicate.Holds(record));
        }));
    }
}
