namespace FlowLogStack.Records.Tests;

/// <summary>The one idea, as laws: every rendering of a format has its fields, all of them, in its order.</summary>
public sealed class RenderingLaws
{
    static string[] Columns(FlowLogFormat format) => [.. format.Fields.Select(field => field.Column)];

    [Fact]
    public void The_log_format_has_the_fields_in_order() =>
        Formats.All(format => Assert.Equal(Columns(format), format.ToString().Split(' ').Select(token => token[2..^1].Replace('-', '_'))));

    [Fact]
    public void The_header_line_has_the_fields_in_order() =>
        Formats.All(format => Assert.Equal(Columns(format), format.ToHeaderLine().Split(' ').Select(name => name.Replace('-', '_'))));

    [Fact]
    public void The_filter_pattern_has_the_fields_in_order() =>
        Formats.All(format => Assert.Equal(Columns(format), format.ToFilterPattern()[1..^1].Split(", ")));

    [Fact]
    public void The_glue_columns_have_the_fields_in_order() =>
        Formats.All(format => Assert.Equal(Columns(format), format.ToGlueColumns().Select(column => column.Name)));

    [Fact]
    public void The_insights_parse_command_has_a_star_and_a_name_for_each_field_in_order() =>
        Formats.All(format =>
        {
            var command = InsightsQuery.ToParseCommand(format);
            var parts = command.Split("\" as ");
            Assert.Equal(format.Fields.Length, parts[0].Count(c => c == '*'));
            Assert.Equal(Columns(format), parts[1].Split(", "));
        });

    [Fact]
    public void No_rendering_narrows_the_documented_parquet_type() =>
        Formats.All(format => Assert.All(format.Fields.Zip(format.ToGlueColumns()), pair => Assert.Equal(
            pair.First.Kind switch
            {
                FieldKind.Counter or FieldKind.Instant => "bigint", // INT_64
                FieldKind.Number => "int", // INT_32
                _ => "string",
            },
            pair.Second.Type)));

    [Fact]
    public void Every_preset_fits_into_a_filter_pattern_with_room_for_conditions() =>
        Assert.All(Formats.Presets, format => Assert.InRange(format.ToFilterPattern().Length, 1, 800));
}
