namespace FlowLogStack.Simulation;

/// <summary>A widget whose data are being collected.</summary>
abstract class WidgetDraft
{
    /// <summary>Returns the content after all records have been read.</summary>
    internal abstract WidgetContent Complete(PreviewTime time, BacktestResult result);

    /// <summary>A widget whose content doesn't depend on the records.</summary>
    internal sealed class Fixed(WidgetContent content) : WidgetDraft
    {
        internal override WidgetContent Complete(PreviewTime time, BacktestResult result) => content;
    }
}
