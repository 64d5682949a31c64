namespace FlowLogStack.Simulation;

/// <summary>A widget whose data are being collected.</summary>
abstract class WidgetDraft
{
    /// <summary>What it shows, once all records are known.</summary>
    internal abstract WidgetContent Complete(PreviewTime time, BacktestResult result);

    /// <summary>A widget that shows the same whatever the records are.</summary>
    internal sealed class Fixed(WidgetContent content) : WidgetDraft
    {
        internal override WidgetContent Complete(PreviewTime time, BacktestResult result) => content;
    }
}
