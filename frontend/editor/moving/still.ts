/** One picture out of a film, at the moment that is shown. */
import { t } from "../labels";

const QUALITY = 0.9;

/** Return the frame that a video shows as a JPEG file. Throws an Error with a sentence. */
export function stillOf(video: HTMLVideoElement): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  return new Promise((resolve, reject) => {
    const failed = new Error(t("Chưa lấy được hình. Hãy phát video đến đúng chỗ, dừng lại rồi thử lại."));
    if (!canvas.width || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return reject(failed);
    try {
      canvas.getContext("2d")?.drawImage(video, 0, 0);
      canvas.toBlob((blob) => (blob ? resolve(new File([blob], "anh-bia.jpg", { type: blob.type })) : reject(failed)), "image/jpeg", QUALITY);
    } catch {
      reject(failed); // the browser guards a picture of another origin
    }
  });
}
