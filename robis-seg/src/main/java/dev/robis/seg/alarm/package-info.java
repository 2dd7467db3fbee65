/**
 * From which score on an image raises an alarm, told from the scores of good images: {@link
 * dev.robis.seg.alarm.GoodScores} gives an {@link dev.robis.seg.alarm.AlarmThreshold} for a false-alarm rate, with what
 * so few images leave open. Knows numbers only.
 */
package dev.robis.seg.alarm;
