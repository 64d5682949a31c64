using FsCheck;
using FsCheck.Fluent;

namespace FlowLogStack.Records.Tests;

/// <summary>Where the laws get their formats: every preset, and random ones of either record family with custom fields among them.</summary>
static class Formats
{
    public static IEnumerable<FlowLogFormat> Presets => FlowLogFormat.Presets.Values;

    public static readonly FlowField[] Custom =
    [
        FlowField.Custom("brand-new-id", FieldKind.Text),
        FlowField.Custom("brand-new-bytes", FieldKind.Counter),
        FlowField.Custom("brand-new-code", FieldKind.Number, RecordKinds.Vpc),
        FlowField.Custom("brand-new-addr", FieldKind.Address, RecordKinds.TransitGateway),
    ];

    static Gen<FlowLogFormat> Of(RecordKinds kind) =>
        from shuffled in Gen.Shuffle(FlowField.Catalogue.Concat(Custom).Where(field => field.AppliesTo.HasFlag(kind)).ToArray())
        from count in Gen.Choose(1, shuffled.Length)
        select FlowLogFormat.Of(shuffled.Take(count));

    public static Arbitrary<FlowLogFormat> Random { get; } = Gen.OneOf(Of(RecordKinds.Vpc), Of(RecordKinds.TransitGateway)).ToArbitrary();

    /// <summary>Checks a law on every preset and on a few hundred random formats.</summary>
    public static void All(Action<FlowLogFormat> law)
    {
        foreach (var preset in Presets)
            law(preset);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Random, law));
    }
}
